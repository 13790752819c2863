import { useMemo } from "react";
import { encode } from "uqr";

/** Drawn here, so that what it says never leaves the browser. Dark on white in both themes: cameras want it. */
export function QrCode({ text, label, size = 176 }: { text: string; label: string; size?: number }) {
  const { path, cells } = useMemo(() => {
    const { data } = encode(text, { ecc: "M", border: 2 });
    const path = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ""))).join("");
    return { path, cells: data.length };
  }, [text]);
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${cells} ${cells}`} shapeRendering="crispEdges" className="rounded-m border border-line">
      <rect width={cells} height={cells} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
