// Runs in the workbench's page: where on the screen an editor draws a text.

/** The little of the browser's own interfaces that is needed; the project is compiled without them. */
interface DrawnNode {
  readonly textContent: string;
}
interface DrawnElement extends DrawnNode {
  querySelectorAll(selector: string): Iterable<DrawnElement>;
}
declare const document: {
  createTreeWalker(root: DrawnNode, show: number): { nextNode(): DrawnNode | null };
  createRange(): {
    setStart(node: DrawnNode, offset: number): void;
    setEnd(node: DrawnNode, offset: number): void;
    getBoundingClientRect(): { left: number; top: number; width: number; height: number };
  };
};

/** The middle of the second character of `text` where `editor` first draws it, in pixels of the page; undefined where it does not. */
export function drawnText({ editor, text }: { editor: DrawnElement; text: string }): { x: number; y: number } | undefined {
  const showText = 4;
  for (const line of editor.querySelectorAll(".view-line")) {
    const index = line.textContent.replaceAll("\u00a0", " ").indexOf(text);
    if (index === -1) continue;
    const nodes = document.createTreeWalker(line, showText);
    let skipped = 0;
    for (let node = nodes.nextNode(); node !== null; skipped += node.textContent.length, node = nodes.nextNode()) {
      const offset = index - skipped;
      if (offset >= node.textContent.length) continue;
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width * 1.5, y: top + height / 2 };
    }
  }
  return undefined;
}
