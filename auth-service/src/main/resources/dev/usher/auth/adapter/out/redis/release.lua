-- Takes back what reserve.lua counted. Not to be run twice.
-- KEYS: the place, then the counters that it was counted in
-- ARGV: when it was counted (ms), for how long the place is familiar from now on (ms, 0: nothing changes), then the
--       window (ms) of each counter
local SLOTS = 15
local at, familiarity = tonumber(ARGV[1]), tonumber(ARGV[2])
for i = 2, #KEYS do
  local slot = string.format('%.0f', math.floor(at / (tonumber(ARGV[i + 1]) / SLOTS)))
  local count = tonumber(redis.call('HGET', KEYS[i], slot))
  if count and count > 1 then
    redis.call('HINCRBY', KEYS[i], slot, -1)
  elseif count then
    redis.call('HDEL', KEYS[i], slot)
  end
end
if familiarity > 0 then
  redis.call('SET', KEYS[1], '1', 'PX', string.format('%.0f', familiarity))
end
return 'OK'
