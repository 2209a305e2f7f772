-- Counts an attempt in every counter, or in none when one is full. Run twice it counts twice: never too little.
-- A counter is a hash of slots, each a fifteenth of its window, with what was counted in them. What was counted leaves
-- with its whole slot, when that is over for as long as the window: never sooner than a window after it came.
-- KEYS: the place, then the counters, those of strangers first
-- ARGV: now (ms), how many counters are for strangers only, then limit and window (ms) of each counter
local SLOTS = 15
local now, strangers = tonumber(ARGV[1]), tonumber(ARGV[2])
local familiar = redis.call('EXISTS', KEYS[1]) == 1
local first = familiar and 2 + strangers or 2
local full, wait = 0, 0

for i = first, #KEYS do
  local limit, length = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i]) / SLOTS
  local current, total, slots = math.floor(now / length), 0, {}
  local fields = redis.call('HGETALL', KEYS[i])
  for f = 1, #fields, 2 do
    local slot, count = tonumber(fields[f]), tonumber(fields[f + 1])
    if slot < current - SLOTS then
      redis.call('HDEL', KEYS[i], fields[f])
    else
      if slot > current then
        -- The clock has gone back: what it counted in the future counts as of now.
        redis.call('HDEL', KEYS[i], fields[f])
        redis.call('HINCRBY', KEYS[i], string.format('%.0f', current), count)
        slot = current
      end
      total = total + count
      slots[#slots + 1] = { slot, count }
    end
  end
  if total >= limit then
    table.sort(slots, function(a, b) return a[1] < b[1] end)
    local left, opens = total, 0
    for _, oldest in ipairs(slots) do
      left = left - oldest[2]
      opens = (oldest[1] + SLOTS + 1) * length
      if left < limit then
        break
      end
    end
    if opens - now > wait then
      full, wait = i - 1, opens - now
    end
  end
end

if full > 0 then
  return { 'full', full, string.format('%.0f', math.ceil(wait)) }
end
for i = first, #KEYS do
  local window = tonumber(ARGV[2 * i])
  local length = window / SLOTS
  redis.call('HINCRBY', KEYS[i], string.format('%.0f', math.floor(now / length)), 1)
  redis.call('PEXPIRE', KEYS[i], string.format('%.0f', window + 2 * length))
end
return { familiar and 'familiar' or 'stranger' }
