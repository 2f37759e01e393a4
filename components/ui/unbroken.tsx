const HYPHENATED = /\b((?:e-mail|sign-(?:in|up|out))s?)\b/i;

/** A text in which a line does not end inside "e-mail" or "sign-in". */
export function Unbroken({ text }: { text: string }) {
  return text.split(HYPHENATED).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className="whitespace-nowrap">
        {part}
      </span>
    ),
  );
}
