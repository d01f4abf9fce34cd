/** A set of listeners of one kind. */
export function createEmitter<T>() {
  const listeners = new Set<(value: T) => void>();
  return {
    emit: (value: T): void => {
      for (const listener of listeners) listener(value);
    },
    /** @returns a function that ends the subscription */
    on: (listener: (value: T) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    size: (): number => listeners.size,
  };
}
