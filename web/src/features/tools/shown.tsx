/** Text from outside, as it came. */
export function Shown({ label, text }: { label: string; text: string }) {
  return (
    <figure>
      <figcaption className="mb-1 text-xs font-medium text-ink-2">{label}</figcaption>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached */}
      <pre role="group" tabIndex={0} aria-label={label} className="max-h-56 overflow-auto rounded-s border border-line bg-sunken p-2 font-mono text-2xs break-words whitespace-pre-wrap">
        {text}
      </pre>
    </figure>
  );
}
