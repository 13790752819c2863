import { Combobox, type ComboboxProps } from "@/ui/combobox";
import { type Narrowed, useAgentChoices } from "./choices";

type Base = Pick<ComboboxProps<string>, "label" | "placeholder" | "disabled" | "className" | "onBlur"> & Narrowed;

/** One of any number of agents, found on the server by typing. `nobody` stands first while nothing is typed. */
export function AgentPicker({ value, onValueChange, nobody, status, enabled, ...rest }: Base & { value: string; onValueChange: (id: string) => void; nobody?: { value: string; label: string } }) {
  const { options, onSearch, typed } = useAgentChoices(value && value !== nobody?.value ? [value] : [], { status, enabled });
  const first = nobody && (!typed || value === nobody.value) ? [nobody] : [];
  return <Combobox {...rest} value={value} onValueChange={onValueChange} onSearch={onSearch} options={[...first, ...options]} />;
}

/** Several of any number of agents. */
export function AgentsPicker({ value, onValueChange, status, enabled, ...rest }: Base & { value: string[]; onValueChange: (ids: string[]) => void }) {
  const { options, onSearch } = useAgentChoices(value, { status, enabled });
  return <Combobox {...rest} multiple value={value} onValueChange={onValueChange} onSearch={onSearch} options={options} />;
}
