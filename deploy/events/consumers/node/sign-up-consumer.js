// A complete consumer of sign-ups, to be copied: everybody who signs up gets one voucher, and whoever deletes the account is
// forgotten. The effect and the record of the event are one transaction, so it takes place once however often the event is
// delivered; the offset moves on only after that; what cannot be read goes to a dead-letter topic; while the database or Kafka
// is down the records wait. The same as SignUpConsumer.java.
//
//   npm ci && KAFKA_BOOTSTRAP_SERVERS=… DATABASE_URL=postgres://… npm start
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import pg from 'pg';

for (const name of ['KAFKA_BOOTSTRAP_SERVERS', 'DATABASE_URL']) {
  if (!process.env[name]) {
    console.error(`The environment variable ${name} is missing`);
    process.exit(2);
  }
}
const group = process.env.GROUP ?? 'voucher-service';
const deadLetterTopic = `${group}.dead-letter`;
const sessionTimeout = Number(process.env.SESSION_TIMEOUT_MS ?? 10_000);
const longestPause = 5_000;

const SIGNUP = 'user:signup';
const DELETED = 'user:deleted';
const typeOfTopic = { 'user.signup': SIGNUP, 'user.deleted': DELETED };

const TABLES = `
  CREATE TABLE IF NOT EXISTS inbox (
    source text NOT NULL, id uuid NOT NULL, received_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (source, id));
  -- A digest: whoever is forgotten must not be found here either.
  CREATE TABLE IF NOT EXISTS forgotten (user_digest bytea PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS voucher (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id uuid NOT NULL, email text NOT NULL);`;

// Every wait has a limit.
const kafka = new Kafka({
  brokers: process.env.KAFKA_BOOTSTRAP_SERVERS.split(','),
  connectionTimeout: 2_000,
  requestTimeout: 5_000,
  retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: Number.MAX_SAFE_INTEGER },
  logLevel: logLevel.ERROR,
});
const consumer = kafka.consumer({
  groupId: group,
  sessionTimeout,
  heartbeatInterval: Math.floor(sessionTimeout / 3),
  maxWaitTimeInMs: 500,
  metadataMaxAge: 5_000,
});
const producer = kafka.producer({
  createPartitioner: Partitioners.DefaultPartitioner,
  retry: { retries: 3 },
});
const database = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 1,
  connectionTimeoutMillis: 2_000,
  query_timeout: 10_000,
});
// A connection that dies while nobody uses it; the next event gets a new one.
database.on('error', (down) => console.error(`Database: ${down.message}`));

/** No repetition can help. The reason names headers and members, never a value: dead letters are read by many. */
class Unreadable extends Error {}

/** What this consumer needs of an event, and nothing else: members and headers that it does not know are ignored. */
function read(topic, message) {
  const type = typeOfTopic[topic];
  require(header(message, 'ce_specversion') === '1.0', 'header ce_specversion: not 1.0');
  require(header(message, 'ce_type') === type, 'header ce_type: unknown in this topic');
  // Within version 1 members are only added. Another version may mean something else.
  const schema = `urn:usher:schema:${type.replace(':', '-')}:1`;
  require(header(message, 'ce_dataschema') === schema, 'header ce_dataschema: not version 1');
  const data = json(message.value);
  return {
    id: uuid(header(message, 'ce_id'), 'header ce_id'),
    source: header(message, 'ce_source'),
    type,
    userId: uuid(text(data, 'user_id'), 'data: user_id'),
    // That of a deletion is sealed, and not for us.
    email: type === SIGNUP ? text(data, 'email') : '',
  };
}

function header(message, name) {
  const value = message.headers?.[name];
  require(Buffer.isBuffer(value) && value.length > 0, `header ${name}: missing or repeated`);
  return value.toString('utf8');
}

function json(value) {
  require(value !== null, 'no data');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value));
  } catch {
    throw new Unreadable('data: not JSON');
  }
}

function text(data, name) {
  const value = data?.[name];
  require(typeof value === 'string' && value !== '', `data: no text in ${name}`);
  return value;
}

function uuid(value, what) {
  require(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value), `${what}: not a UUID`);
  return value;
}

function require(holds, reason) {
  if (!holds) {
    throw new Unreadable(reason);
  }
}

/** The record of the event and its effect: both or neither. */
async function apply(event) {
  const connection = await database.connect();
  let broken;
  try {
    await connection.query('BEGIN');
    const inserted = await connection.query(
      'INSERT INTO inbox (source, id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [event.source, event.id]);
    if (inserted.rowCount === 1) {
      await effect(connection, event);
    }
    await connection.query('COMMIT');
  } catch (failure) {
    broken = failure;
    throw failure;
  } finally {
    // A connection that failed is closed, which rolls back what it had begun.
    connection.release(broken);
  }
}

/** Put yours here. It must be in this transaction, or be harmless to repeat. */
async function effect(connection, { type, userId, email }) {
  const digest = createHash('sha256').update(userId.toLowerCase()).digest();
  if (type === DELETED) {
    await connection.query('DELETE FROM voucher WHERE user_id = $1', [userId]);
    await connection.query('INSERT INTO forgotten (user_digest) VALUES ($1) ON CONFLICT DO NOTHING', [digest]);
    return;
  }
  // Order holds within a topic and a key, not between topics: the deletion may have been read before the sign-up.
  const forgotten = await connection.query('SELECT 1 FROM forgotten WHERE user_digest = $1', [digest]);
  if (forgotten.rowCount === 0) {
    await connection.query('INSERT INTO voucher (user_id, email) VALUES ($1, $2)', [userId, email]);
  }
}

/** Answers whether it is a dead letter now. */
async function handle(topic, partition, message) {
  try {
    await apply(read(topic, message));
    return false;
  } catch (failure) {
    // Classes 22 and 23 of SQLSTATE: the data themselves, which no repetition mends.
    const refused = failure instanceof pg.DatabaseError && /^2[23]/.test(failure.code);
    if (!(failure instanceof Unreadable) && !refused) {
      throw failure;
    }
    await bury(topic, partition, message, refused ? `the database refuses the data (${failure.code})` : failure.message);
    return true;
  }
}

/** Returns when Kafka has it; only then may the offset move on. */
async function bury(topic, partition, message, reason) {
  await producer.send({
    topic: deadLetterTopic,
    acks: -1,
    messages: [{
      key: message.key,
      value: message.value,
      headers: {
        ...message.headers,
        dlq_topic: topic,
        dlq_partition: String(partition),
        dlq_offset: message.offset,
        dlq_reason: reason,
      },
    }],
  });
  console.error(`Dead letter from ${topic}-${partition} at ${message.offset}: ${reason}`);
}

/** Handles what has come, in order. Where one event has to wait, all behind it wait too, and we stay in the group. */
async function handleBatch({ batch, resolveOffset, heartbeat, isRunning, isStale }) {
  const { topic, partition } = batch;
  let next;
  const commit = async () => {
    if (next !== undefined) {
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      next = undefined;
    }
  };
  for (const message of batch.messages) {
    const buried = await untilHandled(topic, partition, message, heartbeat, () => isRunning() && !isStale());
    if (buried === undefined) {
      break;
    }
    resolveOffset(message.offset);
    next = (BigInt(message.offset) + 1n).toString();
    if (buried) {
      // No inbox knows dead letters: a crash from here to the commit is what makes a second copy.
      await commit();
    }
    await heartbeat();
  }
  await commit();
}

/** Answers as handle does, or undefined when we are to stop, or somebody else has the partition. */
async function untilHandled(topic, partition, message, heartbeat, goesOn) {
  for (let pause = 100; goesOn(); pause = Math.min(2 * pause, longestPause)) {
    try {
      return await handle(topic, partition, message);
    } catch (down) {
      // Not the event's fault.
      console.error(`Waiting: ${down.message}`);
      await sleep(pause);
      await heartbeat();
    }
  }
  return undefined;
}

/** SIGTERM: the event in hand is finished, its offset committed, and the group told that we leave. */
async function stop() {
  await consumer.disconnect();
  await producer.disconnect();
  await database.end();
  process.exit(0);
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
for (let pause = 100; ; pause = Math.min(2 * pause, longestPause)) {
  try {
    await database.query(TABLES);
    break;
  } catch (down) {
    console.error(`Waiting: ${down.message}`);
    await sleep(pause);
  }
}
await producer.connect();
await consumer.connect();
// A new group begins with the oldest event that the topics still have.
await consumer.subscribe({ topics: Object.keys(typeOfTopic), fromBeginning: true });
await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: handleBatch });
