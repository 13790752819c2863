import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { GroupThing, NoteThing } from "../canvas/faces";

/** A comment that explains the drawing. */
export const DrawnNote = memo(function DrawnNote({ data: { note } }: NodeProps<NoteThing>) {
  return <p className="size-full overflow-hidden rounded-m border border-warn bg-warn-soft p-2 text-xs whitespace-pre-wrap text-ink shadow-card">{note.text}</p>;
});

/** A frame around steps. */
export const DrawnGroup = memo(function DrawnGroup({ data: { group } }: NodeProps<GroupThing>) {
  const { t } = useTranslation("canvas");
  return (
    <div className="size-full rounded-l border-2 border-dashed border-line-strong">
      <p className="w-fit max-w-full truncate rounded-l bg-surface px-3 py-2 text-sm font-semibold text-ink shadow-card">{group.name || t("group.placeholder")}</p>
    </div>
  );
});
