// What was asked of the kernel and is not answered yet: where that takes long, it is said.

/** After so many milliseconds without an answer of the kernel, that is said. */
export const SLOW = 10_000;
export const UNANSWERED = "没有收到回应：内核可能正忙或已停止。请稍候；仍无回应的，请重新运行或刷新页面，已保存的意见不会丢失。";

/** The messages that wait for an answer, by the numbers that the kernel's answers repeat; `say` is told of a late one. */
export function messages(say) {
  const waiting = new Map();
  let number = 0;
  return {
    /** The number of a message that is being sent. */
    sent() {
      number += 1;
      waiting.set(number, setTimeout(() => say(UNANSWERED), SLOW));
      return number;
    },
    answered(id) { clearTimeout(waiting.get(id)); waiting.delete(id); },
    anyWaits() { return waiting.size > 0; },
    close() { for (const slow of waiting.values()) clearTimeout(slow); },
  };
}
