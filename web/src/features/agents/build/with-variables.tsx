/** A text with its variables set apart. */
export function WithVariables({ text }: { text: string }) {
  return text.split(/({{[^}]*}})/).map((part, index) =>
    part.startsWith("{{") ? (
      <span key={index} className="font-mono text-[0.9em] text-accent">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
