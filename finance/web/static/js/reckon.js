// Reads small sums such as (10+2,5)*2 for a preview. The server reads them again, exactly.
// Returns { value, sum } or null where the text is no amount; sum says that there was an operator.
export function reckon(text) {
  const clean = text.replace(/[−–]/g, "-").replace(/[×✕]/g, "*").replace(/÷/g, "/").replace(/[\s\u00a0\u202f'’]/g, "");
  const tokens = clean.match(/[\d.,]+|[-+*/()]/g) ?? [];
  if (!tokens.length || tokens.join("") !== clean) return null;
  const reader = { tokens, at: 0 };
  const value = terms(reader);
  if (value === null || reader.at !== tokens.length || !Number.isFinite(value)) return null;
  return { value, sum: tokens.length > 1 && !(tokens.length === 2 && "+-".includes(tokens[0])) };
}

// One number; the last mark is the decimal mark unless exactly three digits follow a single kind.
export function plain(text) {
  const mark = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (mark < 0) return Number(text);
  const whole = text.slice(0, mark), rest = text.slice(mark + 1);
  const both = text.includes(".") && text.includes(",");
  if (/[.,]/.test(whole) && !both && rest.length === 3) return Number(text.replace(/[.,]/g, ""));
  if (/[.,]/.test(whole) && !both) return NaN;
  return Number(`${whole.replace(/[.,]/g, "") || 0}.${rest || 0}`);
}

function terms(reader) {
  let value = factors(reader);
  while (value !== null && "+-".includes(reader.tokens[reader.at] ?? "x")) {
    const minus = reader.tokens[reader.at++] === "-";
    const next = factors(reader);
    value = next === null ? null : minus ? value - next : value + next;
  }
  return value;
}

function factors(reader) {
  let value = single(reader);
  while (value !== null && "*/".includes(reader.tokens[reader.at] ?? "x")) {
    const by = reader.tokens[reader.at++] === "/";
    const next = single(reader);
    value = next === null || (by && next === 0) ? null : by ? value / next : value * next;
  }
  return value;
}

function single(reader) {
  const token = reader.tokens[reader.at++];
  if (token === "-" || token === "+") {
    const value = single(reader);
    return value === null ? null : token === "-" ? -value : value;
  }
  if (token === "(") {
    const value = terms(reader);
    return reader.tokens[reader.at++] === ")" ? value : null;
  }
  const value = token === undefined || !/^[\d.,]+$/.test(token) ? NaN : plain(token);
  return Number.isNaN(value) ? null : value;
}

export function written(value, decimals = 2) {
  const format = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(document.documentElement.lang || "en", format).format(value).replace("-", "−");
}
