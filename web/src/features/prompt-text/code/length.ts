import { EditorState, type Extension } from "@codemirror/state";

/** What goes beyond so many characters of what is typed or put in is left out, as a plain box does. */
export const atMost = (most: number): Extension =>
  EditorState.transactionFilter.of((transaction) => {
    const over = transaction.newDoc.length - most;
    if (!transaction.docChanged || over <= 0 || transaction.newDoc.length <= transaction.startState.doc.length || !transaction.isUserEvent("input")) return transaction;
    let [from, to] = [0, 0];
    transaction.changes.iterChanges((_fromBefore, _toBefore, begins, ends) => ([from, to] = [begins, ends]));
    return [transaction, { changes: { from: Math.max(from, to - over), to }, sequential: true }];
  });
