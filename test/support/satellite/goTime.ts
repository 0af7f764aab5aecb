/** Microseconds since 1970 as Go writes a time in JSON: without zeros at the end of the fraction. */
export function goTime(microseconds: number): string {
  const whole = Math.floor(microseconds / 1_000_000);
  const fraction = String(microseconds - whole * 1_000_000)
    .padStart(6, "0")
    .replace(/0+$/, "");
  const seconds = new Date(whole * 1000).toISOString().slice(0, 19);
  return fraction === "" ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}

/** Microseconds since 1970, never the same twice: so what is made has an order. */
export function strictMicroseconds(now: () => number): () => number {
  let last = 0;
  return () => (last = Math.max(now() * 1000, last + 1));
}
