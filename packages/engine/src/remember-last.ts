/**
 * `make` with the answer to its last question remembered, by identity: for what many records in a row share, such as their
 * headers. What is asked about must never change.
 */
export function rememberLast<Asked extends object, Answer>(make: (asked: Asked) => Answer): (asked: Asked) => Answer {
  let last: { readonly asked: Asked; readonly answer: Answer } | undefined;
  return (asked) => {
    if (last?.asked !== asked) last = { asked, answer: make(asked) };
    return last.answer;
  };
}
