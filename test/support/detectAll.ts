import { detect, type Detection, type Limits } from "../../src/decoder/detect";

/** Draws a detection to its end, and counts how often it paused. */
export function detectAll(text: string, limits?: Limits): Detection & { readonly pauses: number } {
  const detection = detect(text, limits);
  for (let pauses = 0; ; pauses++) {
    const { done, value } = detection.next();
    if (done) return { ...value, pauses };
  }
}
