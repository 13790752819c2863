import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowRightLeft } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { useMedia } from "@/lib/use-media";
import { Button, IconButton } from "@/ui/button";
import { RowLink } from "@/ui/data-table";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { Skeleton } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import type { ContactFilter, ContactSummary, StageId } from "./api";
import { type BoardColumn, boardQuery, cardsQuery, useMoveContact } from "./board-api";
import { stageTone } from "./stages";

const COUNTED = 1_000;

/** The stages side by side; where there is no room for that, one at a time. */
export function Board({ view }: { view: ContactFilter }) {
  const { t, i18n } = useTranslation("contacts");
  const { stage, ...filter } = view;
  const found = useQuery(boardQuery(filter, i18n.language));
  const narrow = useMedia("(max-width: 639px)");
  const [chosen, setChosen] = useState<StageId>("new");
  const [held, setHeld] = useState<ContactSummary>();
  const move = useMove(found.data ?? [], stage ? undefined : setChosen);
  const count = useCount();
  if (found.isError && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const columns = found.data ?? [];
  const one = stage ?? (narrow ? chosen : undefined);
  const shown = one ? columns.filter(({ id }) => id === one) : columns;
  return (
    <>
      {narrow && !stage && columns.length > 0 && (
        <Select label={t("columns.stage")} className="mb-3 w-full" value={chosen} onValueChange={setChosen} options={columns.map((column) => ({ value: column.id, label: `${column.name} · ${count(column.total)}` }))} />
      )}
      {/* Reached with the keyboard, so that it can be moved sideways. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div role="region" aria-label={t("board.board")} tabIndex={0} className="flex gap-3 overflow-x-auto pb-3 max-sm:block">
        {found.isPending && Array.from({ length: 5 }, (_, index) => <Skeleton key={index} className="h-72 w-64 shrink-0 rounded-l" />)}
        {shown.map((column) => (
          <Column key={column.id} column={column} columns={columns} filter={filter} held={held} onHold={setHeld} onMove={move} />
        ))}
      </div>
    </>
  );
}

type Move = (contact: ContactSummary, stage: StageId, byKeyboard?: boolean) => void;

function useMove(columns: BoardColumn[], follow?: (stage: StageId) => void): Move {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const move = useMoveContact();
  return (contact, stage, byKeyboard) => {
    if (stage === contact.stage) return;
    move.mutate({ contact, stage }, { onError: showError });
    toast(t("board.moved", { name: contact.name, stage: columns.find(({ id }) => id === stage)?.name ?? stage }));
    if (!byKeyboard) return;
    follow?.(stage);
    stayWith(contact.id);
  };
}

/** The card is drawn anew in its column, which may have to be fetched: whoever moved it stays with it, unless they went elsewhere. */
function stayWith(id: string, looks = 200) {
  setTimeout(() => {
    const card = document.querySelector<HTMLElement>(`[data-card="${id}"] a`);
    if (card) card.focus();
    else if (looks > 0 && document.activeElement === document.body) stayWith(id, looks - 1);
  }, 100);
}

function useCount() {
  const formats = useFormats();
  return (total: number) => (total > COUNTED ? `${formats.number(COUNTED)}+` : formats.number(total));
}

interface ColumnProps {
  column: BoardColumn;
  columns: BoardColumn[];
  filter: ContactFilter;
  held: ContactSummary | undefined;
  onHold: (contact: ContactSummary | undefined) => void;
  onMove: Move;
}

function Column({ column, columns, filter, held, onHold, onMove }: ColumnProps) {
  const { t } = useTranslation("contacts");
  const count = useCount();
  const query = useInfiniteQuery(cardsQuery(filter, column.id));
  const [over, setOver] = useState(false);
  const takes = held !== undefined && held.stage !== column.id;
  const cards = query.data?.pages.flatMap((page) => page.items) ?? [];
  const drop = (event: DragEvent) => {
    setOver(false);
    if (!takes) return;
    event.preventDefault();
    onMove(held, column.id);
    onHold(undefined);
  };
  return (
    <section
      aria-labelledby={`stage-${column.id}`}
      className={cn("flex max-h-[calc(100dvh-14rem)] min-h-48 w-64 shrink-0 flex-col rounded-l bg-sunken transition-colors duration-100 max-sm:max-h-none max-sm:w-full", over && takes && "bg-accent-soft outline-2 -outline-offset-2 outline-accent")}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      <h2 id={`stage-${column.id}`} className="flex items-center gap-2 px-3 py-2.5 text-sm font-semibold">
        <Pill tone={stageTone(column.id)}>{column.name}</Pill>
        <span className="text-xs font-normal text-ink-2 tabular-nums">{count(column.total)}</span>
      </h2>
      <ul className="min-h-0 flex-1 space-y-2 overflow-y-auto px-2 pb-2">
        {query.isPending && Array.from({ length: 3 }, (_, index) => <Skeleton key={index} className="h-20 w-full rounded-m" />)}
        {cards.map((one) => (
          <Card key={one.id} one={one} columns={columns} onHold={onHold} onMove={onMove} />
        ))}
        {query.isSuccess && cards.length === 0 && <li className="px-1 py-3 text-center text-xs text-ink-2">{t("board.empty")}</li>}
        {query.isError && (
          <li>
            <ErrorState error={query.error} onRetry={() => void query.refetch()} compact />
          </li>
        )}
        {query.hasNextPage && <More busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
      </ul>
    </section>
  );
}

/** The next cards: when the end is scrolled to, or when asked for. */
function More({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation("contacts");
  const end = useRef<HTMLLIElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    if (!end.current || busy) return;
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) more.current();
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [busy]);
  return (
    <li ref={end} className="text-center">
      <Button size="sm" variant="ghost" loading={busy} onClick={onMore}>
        {t("timeline.more")}
      </Button>
    </li>
  );
}

function Card({ one, columns, onHold, onMove }: { one: ContactSummary; columns: BoardColumn[]; onHold: ColumnProps["onHold"]; onMove: Move }) {
  const { t } = useTranslation("contacts");
  const mayMove = one.can.includes("contact:update");
  return (
    <li
      data-card={one.id}
      draggable={mayMove}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", one.name);
        onHold(one);
      }}
      onDragEnd={() => onHold(undefined)}
      className={cn("relative rounded-m border border-line bg-surface p-2.5 text-sm shadow-card hover:border-line-strong", mayMove && "cursor-grab active:cursor-grabbing")}
    >
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <RowLink to="/contacts/$contactId" params={{ contactId: one.id }} search={true} className="block truncate">
            {one.name}
          </RowLink>
          <span className="block truncate text-xs text-ink-2 tabular-nums">{one.phone || one.emails[0] || one.company}</span>
        </div>
        {mayMove && (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <IconButton label={t("board.move", { name: one.name })} size="icon-sm" className="relative z-10 -mt-1 -mr-1">
                <ArrowRightLeft aria-hidden />
              </IconButton>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuLabel>{t("board.move_to")}</DropdownMenuLabel>
              {columns
                .filter(({ id }) => id !== one.stage)
                .map(({ id, name }) => (
                  <DropdownMenuItem key={id} onSelect={() => onMove(one, id, true)}>
                    {name}
                  </DropdownMenuItem>
                ))}
            </DropdownMenuContent>
          </DropdownMenu>
        )}
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-1">
        {one.do_not_call && <Pill tone="bad">{t("do_not_call.short")}</Pill>}
        {one.tags.slice(0, 1).map((tag) => (
          <Pill key={tag} className="max-w-24">
            {tag}
          </Pill>
        ))}
        <TimeAgo value={one.active_at} className="relative z-10 ml-auto text-xs text-ink-2" />
      </div>
    </li>
  );
}
