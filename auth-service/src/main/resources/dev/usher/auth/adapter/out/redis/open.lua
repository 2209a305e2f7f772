-- Starts a family of refresh tokens. May be run twice.
-- KEYS: family
-- ARGV: user, generation, hash of its secret, now, idle until, absolute until, slack of the key's life (times in ms)
redis.call('HSET', KEYS[1],
    'user', ARGV[1], 'generation', ARGV[2], 'current', ARGV[3], 'previous', '',
    'rotated_at', ARGV[4], 'idle_until', ARGV[5], 'absolute_until', ARGV[6])
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', tonumber(ARGV[5]) - tonumber(ARGV[4]) + tonumber(ARGV[7])))
return 'OK'
