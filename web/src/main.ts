import { z } from 'zod';

// Zod must not probe for eval, which the content security policy forbids. Schemas are made while modules load,
// so everything else is imported after this line.
z.config({ jitless: true });
await import('./app/start');
