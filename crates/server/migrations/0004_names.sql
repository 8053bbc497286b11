-- The name of a project moves by itself: what jobs are found by of it stands beside the rest.
ALTER TABLE jobs ADD COLUMN project_words TEXT NOT NULL DEFAULT '';
UPDATE jobs SET project_words = substr(words, 1, length(project_id)), words = substr(words, length(project_id) + 2)
    WHERE project_id IS NOT NULL;
