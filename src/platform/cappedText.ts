/** An answer's body, as far as it was read. */
export interface CappedText {
  readonly text: string;
  /** There was more. */
  readonly isCut: boolean;
}

/**
 * Reads a body piece by piece and no further than `limit` bytes (after decompression) and the piece that passes it.
 * Whatever follows is not read: the caller aborts the request.
 */
export async function cappedText(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
  inTime: <T>(promise: Promise<T>) => Promise<T>,
): Promise<CappedText> {
  if (!body) return { text: "", isCut: false };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for (;;) {
    const piece = await inTime(reader.read());
    if (piece.done) return { text: text + decoder.decode(), isCut: false };
    length += piece.value.length;
    text += decoder.decode(piece.value, { stream: true });
    if (length > limit) return { text, isCut: true };
  }
}
