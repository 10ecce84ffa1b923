import { type Lesson, isLike, joinLessons } from '../profile/lesson.ts';
import { profileLimits } from '../profile/profile.ts';

/**
 * The staged lessons with one more. Like ones are joined. When there is no room an unproved lesson is not learned,
 * and a proved one takes the place of the oldest unproved: nothing is ever settled early.
 */
export function withStaged(staged: readonly Lesson[], lesson: Lesson): readonly Lesson[] {
  for (let i = staged.length - 1; i >= 0; i -= 1) {
    const known = staged[i];
    if (known === undefined || !isLike(known, lesson)) continue;
    const next = staged.slice();
    next[i] = joinLessons(known, lesson);
    return next;
  }
  if (staged.length < profileLimits.staged) return [...staged, lesson];
  if (lesson.trust < 2) return staged;
  const unproved = staged.findIndex((known) => known.trust < 2);
  return [...staged.filter((_, i) => i !== Math.max(0, unproved)), lesson];
}
