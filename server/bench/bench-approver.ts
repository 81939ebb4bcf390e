/** Who approves what benches write as the owner: an approver of every tenant, who acts until the transaction ends. */
export const APPROVER = '0b000000-0000-7000-8000-000000000001';

/** Statements that make the approver, once, and have them act in the present transaction. */
export const ACT_AS_APPROVER = `
  insert into person (id, tenant_id, staff_id, name)
    select '${APPROVER}', id, 'BENCH-APR', 'BENCH-APR' from tenant where kind = 'PROVINCE' on conflict do nothing;
  insert into duty (id, person_id, person_tenant_id, tenant_id, role, valid_from)
    select gen_random_uuid(), p.id, p.tenant_id, t.id, 'APPROVER', now() - interval '400 days' from person p cross join tenant t
    where p.id = '${APPROVER}' and not exists (select from duty d where d.person_id = p.id);
  select set_config('app.actor', '${APPROVER}', true)`;
