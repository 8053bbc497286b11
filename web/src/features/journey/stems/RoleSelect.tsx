import type { RoleRow } from "../../../api/analyses";
import { Select } from "../../../parts/Field";
import { spoken } from "../../../parts/words";

interface RoleSelectProps {
  id: string;
  label: string;
  value: string;
  roles: RoleRow[];
  /** What else was heard, the likeliest first. */
  candidates: { role: string; confidence: number }[];
  isUnsure: boolean;
  onChange: (role: string) => void;
}

const CANDIDATES_MAX = 3;

/** The browser's own list: arrow keys and first letters choose, as everywhere. */
export function RoleSelect({ id, label, value, roles, candidates, isUnsure, onChange }: RoleSelectProps) {
  const likely = candidates.slice(0, CANDIDATES_MAX);
  const groups = [...new Set(roles.map(({ group }) => group))];
  const isKnown = roles.some(({ role }) => role === value) || likely.some(({ role }) => role === value);
  return (
    <Select id={id} aria-label={isUnsure ? `${label}, not certain` : label} value={value} onChange={(event) => onChange(event.target.value)}>
      {!isKnown && <option value={value}>{spoken(value)}</option>}
      {groups.map((group) => (
        <optgroup key={group} label={spoken(group)}>
          {roles.filter((row) => row.group === group).map(({ role }) => (
            <option key={role} value={role}>{role === value ? spoken(role) : withShare(role, likely)}</option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

function withShare(role: string, candidates: RoleSelectProps["candidates"]): string {
  const found = candidates.find((candidate) => candidate.role === role);
  return found ? `${spoken(role)} (${Math.round(found.confidence * 100)} %)` : spoken(role);
}
