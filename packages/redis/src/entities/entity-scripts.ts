/** Of every set in KEYS that has members: its place, from 1, and they. */
export const readSetsScript = `
local found = {}
for i = 1, #KEYS do
  local members = redis.call('SMEMBERS', KEYS[i])
  if #members > 0 then
    found[#found + 1] = i
    found[#found + 1] = members
  end
end
return found`;

/**
 * Adds a member to each set in KEYS unless the set is full. Saying it twice changes nothing (DEL-09).
 * ARGV: cap, then for each key a member and how long the set is kept, in milliseconds.
 */
export const observeScript = `
local cap = tonumber(ARGV[1])
for i = 1, #KEYS do
  local set, member = KEYS[i], ARGV[2 * i]
  if redis.call('SCARD', set) < cap and redis.call('SADD', set, member) == 1 then
    redis.call('PEXPIRE', set, ARGV[2 * i + 1])
  end
end
return 1`;
