-- Rotates a family of refresh tokens: promises S-20 to S-25. May be run twice.
-- KEYS: family
-- ARGV: generation presented, hash of its secret, hash of its successor's secret,
--       now, idle life, grace, slack of the key's life (all in ms)
local family = redis.call('HMGET', KEYS[1],
    'user', 'generation', 'current', 'previous', 'rotated_at', 'idle_until', 'absolute_until')
local user = family[1]
if not user then
  return { 'unknown' }
end
local presented, hash, successor = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local now, idle, grace, slack = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local generation, current, previous = tonumber(family[2]), family[3], family[4]
local rotated_at, idle_until, absolute_until = tonumber(family[5]), tonumber(family[6]), tonumber(family[7])

if now >= idle_until or now >= absolute_until then
  return { 'unknown' }
end
if presented < generation - 1 then
  return { 'outdated', user, tostring(generation) }
end
if presented == generation - 1 and hash == previous then
  return { now - rotated_at <= grace and 'repeated' or 'late', user, tostring(idle_until) }
end
if presented ~= generation or hash ~= current then
  return { 'unknown' }
end

local until_ms = math.min(now + idle, absolute_until)
redis.call('HSET', KEYS[1],
    'generation', generation + 1, 'current', successor, 'previous', hash,
    'rotated_at', string.format('%.0f', now), 'idle_until', string.format('%.0f', until_ms))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', until_ms - now + slack))
return { 'rotated', user, string.format('%.0f', until_ms) }
