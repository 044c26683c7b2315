-- Undoing an import deletes members who never should have been there. What its orders had earned them goes with them: it was
-- earned by orders that never were. Whoever has had anything else stays, and the import with them.
alter table order_earning drop constraint order_earning_brand_id_entry_id_fkey;
alter table order_earning add foreign key (brand_id, entry_id) references points_entry on delete cascade
  deferrable initially deferred;
