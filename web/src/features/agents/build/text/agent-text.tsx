import { type RefObject, useEffect, useRef, useState } from "react";
import { type EditorHandle, FindingList, Size, useCodeEditor } from "@/features/prompt-text";
import { useFieldControl } from "@/ui/field";
import { Textarea } from "@/ui/input";
import type { Part } from "./place";
import { useAgentText } from "./use-agent-text";

export interface AgentTextProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  readOnly: boolean;
  rows: number;
  maxLength: number;
  placeholder: string;
  part: Part;
  handle: RefObject<EditorHandle | undefined>;
}

/** Milliseconds from leaving a box until it may change its height: what one leaves it to press stays where it is. */
const PRESSED = 500;

/** A text of the agent with its variables set apart; a plain box until the editor for it has come. */
export function AgentText(props: AgentTextProps) {
  const { value, onChange, readOnly, rows, maxLength, placeholder } = props;
  const Editor = useCodeEditor();
  // Whoever is writing in the plain box is not taken out of it.
  const [writing, setWriting] = useState(false);
  const left = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(left.current), []);
  if (Editor && !writing) return <Written Editor={Editor} {...props} />;
  const enter = () => {
    clearTimeout(left.current);
    setWriting(true);
  };
  const leave = () => {
    left.current = setTimeout(() => setWriting(false), PRESSED);
  };
  return <Textarea rows={rows} readOnly={readOnly} value={value} maxLength={maxLength} placeholder={placeholder} onFocus={enter} onBlur={leave} onChange={(event) => onChange(event.target.value)} />;
}

function Written({ Editor, label, value, onChange, readOnly, rows, maxLength, placeholder, part, handle }: AgentTextProps & { Editor: NonNullable<ReturnType<typeof useCodeEditor>> }) {
  const control = useFieldControl();
  const [entered, setEntered] = useState(false);
  const [place, setPlace] = useState<{ at: number }>();
  // What is only said is looked at once somebody writes in it: a form has many of these.
  const { words, marks, look } = useAgentText(value, part, part !== "said" || entered);
  const wrong = look?.findings.filter(({ severity }) => severity !== "hint") ?? [];
  const below = `${control.id}-below`;
  return (
    <div onFocus={() => setEntered(true)}>
      <Editor
        size="field"
        id={control.id}
        describedBy={[control["aria-describedby"], look && below].filter(Boolean).join(" ")}
        label={label}
        hint={placeholder}
        value={value}
        onChange={onChange}
        readOnly={readOnly}
        rows={rows}
        maxLength={maxLength}
        marks={marks}
        words={words}
        goTo={place}
        handle={handle}
      />
      {look && (
        <div id={below} className="mt-1 space-y-1">
          {part !== "said" && <Size look={look} characters={value.length} />}
          {wrong.length > 0 && <FindingList findings={wrong} onGo={(at) => setPlace({ at })} />}
        </div>
      )}
    </div>
  );
}
