import type { Run } from '../../src/lib/api/types';

/** A run that says no more than it is told to. */
export const run = (said: Partial<Run> = {}): Run => ({
  id: 'sessions.one', kind: 'experiment', name: 'task.py', state: 'running', is_open: true, stopping: false, says: '',
  began_at: '2026-11-21T09:00:00Z', ended_at: null, folder: '/sessions/one', subject_id: null, user_id: null, url: null,
  revision: null, restarts: 0, can_restart: false, usage: null, ...said,
});
