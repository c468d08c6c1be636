/** Texts of activity, the trace of a record, and what is parked. */
export const en = {
  title: 'Activity',
}
