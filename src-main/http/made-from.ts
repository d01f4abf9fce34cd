/**
 * What is made from a setting: made once, and again when the setting changes.
 * @param read gives the same object for as long as the setting stands
 */
export function madeFrom<Value, Made>(read: () => Value, make: (value: Value) => Made): () => Made {
  let value = read();
  let made = make(value);
  return () => {
    const now = read();
    if (now !== value) {
      made = make(now);
      value = now;
    }
    return made;
  };
}
