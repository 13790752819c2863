/** "Firefox · Linux" out of what a browser calls itself. */
export function describeAgent(agent: string): string {
  const browser = /Edg/.test(agent) ? "Edge" : /OPR|Opera/.test(agent) ? "Opera" : /Firefox/.test(agent) ? "Firefox" : /Chrome|CriOS/.test(agent) ? "Chrome" : /Safari/.test(agent) ? "Safari" : "";
  const system = /iPhone/.test(agent) ? "iPhone" : /iPad/.test(agent) ? "iPad" : /Android/.test(agent) ? "Android" : /Mac OS/.test(agent) ? "macOS" : /Windows/.test(agent) ? "Windows" : /Linux/.test(agent) ? "Linux" : "";
  return [browser, system].filter(Boolean).join(" · ") || agent.slice(0, 60);
}
