/** Members of every set in KEYS, in that order. */
export const readSetsScript = `
local found = {}
for i = 1, #KEYS do found[i] = redis.call('SMEMBERS', KEYS[i]) end
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
