/**
 * A set is a sorted set: members by the start of the newest bucket that they were seen in.
 * Of every set in KEYS that has members: its place, from 1, and they with their scores. ARGV: until when, then for the keys in their
 * order how many are read equally far back, and how far, in milliseconds: two arguments for hundreds of keys, not one for each.
 */
export const readSetsScript = `
local found, key = {}, 0
for arg = 2, #ARGV, 2 do
  local from = string.format('%.0f', tonumber(ARGV[1]) - tonumber(ARGV[arg + 1]))
  for _ = 1, tonumber(ARGV[arg]) do
    key = key + 1
    local members = redis.call('ZRANGEBYSCORE', KEYS[key], from, ARGV[1], 'WITHSCORES')
    if #members > 0 then
      found[#found + 1] = key
      found[#found + 1] = members
    end
  end
end
return found`;

/**
 * Puts a member into its bucket unless a newer one holds it or the bucket is full, and forgets what nobody reads any more.
 * Saying it twice changes nothing (DEL-09).
 * ARGV: cap, then for each key a member, the start of its bucket, and how long the set is kept, in milliseconds.
 */
export const observeScript = `
local cap = tonumber(ARGV[1])
for i = 1, #KEYS do
  local set, member, start, kept = KEYS[i], ARGV[3 * i - 1], ARGV[3 * i], ARGV[3 * i + 1]
  local known = redis.call('ZSCORE', set, member)
  if (not known or tonumber(known) < tonumber(start)) and redis.call('ZCOUNT', set, start, start) < cap then
    redis.call('ZADD', set, start, member)
    redis.call('ZREMRANGEBYSCORE', set, '-inf', '(' .. string.format('%.0f', tonumber(start) - tonumber(kept)))
    redis.call('PEXPIRE', set, kept)
  end
end
return 1`;
