import { Pill } from "@/ui/pill";

/** One template among others; the whole card opens it. */
export function TemplateCard({ title, summary, pills, onOpen }: { title: string; summary: string; pills: string[]; onOpen: () => void }) {
  return (
    <li className="relative flex flex-col rounded-l border border-line bg-surface p-4 shadow-card transition-colors duration-100 hover:border-ink-3">
      <h3 className="text-sm font-semibold">
        <button type="button" className="text-left outline-none after:absolute after:inset-0 focus-visible:after:rounded-l focus-visible:after:outline-2 focus-visible:after:outline-accent" onClick={onOpen}>
          {title}
        </button>
      </h3>
      <p className="mt-1 mb-3 text-sm text-ink-2">{summary}</p>
      <p className="mt-auto flex flex-wrap gap-1.5">
        {pills.map((pill) => (
          <Pill key={pill}>{pill}</Pill>
        ))}
      </p>
    </li>
  );
}
