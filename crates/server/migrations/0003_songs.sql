-- What a job renders, which song it is of (that of the job that decided first), and the words that it is found by.
ALTER TABLE jobs ADD COLUMN recipe_id TEXT;
ALTER TABLE jobs ADD COLUMN song_id TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE recipes ADD COLUMN song_id TEXT NOT NULL DEFAULT '';
UPDATE jobs SET song_id = id, words = lower(COALESCE(project_id, ''));
UPDATE recipes SET song_id = job_id;
CREATE INDEX jobs_recipe ON jobs (recipe_id);
CREATE INDEX jobs_song ON jobs (song_id);
CREATE INDEX recipes_song ON recipes (song_id);
