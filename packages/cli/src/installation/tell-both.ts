/** An observer that passes what it is told on to two others, in this order. Every member must be a function without result. */
export function tellBoth<Observer extends object>(first: Observer, second: Observer): Observer {
  const told = new Map<PropertyKey, (...what: readonly unknown[]) => void>();
  return new Proxy(first, {
    get(_, name) {
      const tell = told.get(name) ?? passingOn(Reflect.get(first, name), Reflect.get(second, name));
      told.set(name, tell);
      return tell;
    },
  });
}

function passingOn(first: unknown, second: unknown): (...what: readonly unknown[]) => void {
  return (...what) => {
    if (typeof first === 'function') first(...what);
    if (typeof second === 'function') second(...what);
  };
}
