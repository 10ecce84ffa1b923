/**
 * A set is a sorted set: members by the start of the newest bucket that they were seen in.
 * Of every set in KEYS that has members: its place, from 1, and they with their scores. ARGV: until when, then for each key how far
 * back, in milliseconds.
 */
export const readSetsScript = `
local found, from = {}, {}
for i = 1, #KEYS do
  local window = ARGV[i + 1]
  if not from[window] then from[window] = string.format('%.0f', tonumber(ARGV[1]) - tonumber(window)) end
  local members = redis.call('ZRANGEBYSCORE', KEYS[i], from[window], ARGV[1], 'WITHSCORES')
  if #members > 0 then
    found[#found + 1] = i
    found[#found + 1] = members
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
