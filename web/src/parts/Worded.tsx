/** What the service says, as a sentence: what it put between backticks becomes code. */
export function Worded({ text }: { text: string }) {
  return sentence(text).split("`").map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>));
}

/** Begins with a capital and ends with a full stop; a quotation at the beginning stays as it is. */
export function sentence(text: string): string {
  const begun = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?…]$/.test(begun) || begun === "" ? begun : `${begun}.`;
}
