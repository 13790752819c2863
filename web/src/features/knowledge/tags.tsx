import { Link } from "@tanstack/react-router";

const LONGEST_TAG = 40;
const MOST_TAGS = 20;

/** As long as so many tags with what parts them. */
export const LONGEST_TAGS = 900;

/** The tags in a text with commas between them, each once. */
export const tagsIn = (typed: string): string[] => [...new Set(typed.split(",").map((tag) => tag.trim().slice(0, LONGEST_TAG)).filter(Boolean))].slice(0, MOST_TAGS);

/** The tags of a row, each a way to the others that have it. */
export function TagLinks({ tags, to }: { tags: readonly string[]; to: "/knowledge" | "/knowledge/questions" }) {
  if (tags.length === 0) return null;
  return (
    <span className="mt-0.5 flex flex-wrap gap-1">
      {tags.map((tag) => (
        <Link key={tag} to={to} search={((before: object) => ({ ...before, tag })) as never} className="relative z-10 inline-flex min-h-6 items-center rounded-full border border-line px-2 text-2xs text-ink-2 hover:border-ink-3">
          {tag}
        </Link>
      ))}
    </span>
  );
}
