export function createTraffic() {
  const memory = new SharedArrayBuffer(4);
  const running = new Int32Array(memory);
  return {
    /** One 32-bit number: so many transfers run. */
    memory,
    /** Counts a transfer until the function it returns is called. */
    begin(): () => void {
      Atomics.add(running, 0, 1);
      let runs = true;
      return () => {
        if (runs) Atomics.sub(running, 0, 1);
        runs = false;
      };
    },
  };
}
