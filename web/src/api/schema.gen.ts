// Written by `npm run types` from docs/openapi.json. Not to be edited.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the service can take work */
        get: operations["health"];
        put?: never;
        /** The same by POST */
        post: operations["health_by_post_health"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives */
        get: operations["live_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers for Prometheus */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forgets all data of an owner
         * @description Jobs with their files, uploads, profiles and webhooks. Jobs that run are called off first. Keys
         *     stay, and so do the sums of what was used.
         */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All data of an owner
         * @description One JSON document: jobs with what was asked and where their files are, recipes, profiles,
         *     webhooks without their secrets, uploads and usage. Files come by the addresses in it.
         */
        get: operations["export_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the service is, for whoever runs it */
        get: operations["status_admin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an album
         * @description Each song is mastered as it is alone, by a brief that knows the others: one tone, levels that fit,
         *     gaps, one report. A job of the kind `album`; `album` of its downloads holds all of it.
         */
        post: operations["create_albums"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Analyses stems
         * @description What each of them may be, what is wrong with them, how they measure, and a profile that may fit.
         *     It is a job of the kind `analyze` of the same name: its events are at `/v1/jobs/{id}/events`.
         */
        post: operations["create_analyses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analyses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One analysis */
        get: operations["get_analyses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analyses/{id}/waveforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outlines of the stems of an analysis
         * @description The lowest and highest value of each point, -127 to 127, all over the length of the longest stem.
         */
        get: operations["waveforms_analyses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, the newest first */
        get: operations["list_jobs"];
        put?: never;
        /**
         * Makes a job
         * @description Three ways: a JSON body whose `stems_meta` name finished uploads; a JSON body without audio,
         *     which answers `awaiting_upload` and gets its stems by `POST /v1/jobs/{id}/stems`; a
         *     `multipart/form-data` body with the fields `project_id`, `preset`, `stems_meta`, `targets`,
         *     `options` (JSON where they are not plain), and one file part per stem, named like the stem; parts
         *     called `reference` are records to come near. With `analysis_id` a JSON body takes the stems of an
         *     analysis.
         *     With `Idempotency-Key` the same request makes one job, however often it is sent.
         */
        post: operations["create_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job */
        get: operations["get_jobs"];
        put?: never;
        post?: never;
        /** Forgets a job with all its files */
        delete: operations["delete_jobs"];
        options?: never;
        head?: never;
        /**
         * Gives a song another name
         * @description The name of its project moves for all jobs of the song, in whatever state they are.
         */
        patch: operations["patch_jobs"];
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls a job off
         * @description A job that a worker has ends within a second.
         */
        post: operations["cancel_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/download/{what}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One result of a job
         * @description `what` is `mix`, `master`, `rough` (the stems as they came, added), `reference` (a record that the
         *     song was to come near, as WAV; the next with `index`), `report`, `page`, `preview`, `recipe`, `stems`, `session`, `reaper`, `waveforms`, `levels`, `analysis`, `album`, `track` (one of an album, by its `number`), `album_report`,
         *     `album_page`, `album_cue`, `album_signature` or `album_image`. Answers `Range` and
         *     `If-None-Match`. A job with retention `none` is forgotten soon after its master was
         *     downloaded whole.
         */
        get: operations["download_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a job so far */
        get: operations["events_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a job again that failed or was called off */
        post: operations["retry_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/stems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a stem of a job its audio
         * @description A stem that the job does not name yet is added. Once all stems have audio the job is queued.
         */
        post: operations["attach_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to a job, as it happens
         * @description Server-sent events; `data` is the JSON of an event, `id` its number, which comes back in
         *     `Last-Event-ID` when the connection is taken up again. Ends after the job's last event.
         */
        get: operations["stream_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All keys */
        get: operations["list_keys"];
        put?: never;
        /** Makes a key */
        post: operations["create_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a key at once
         * @description Sessions made from it end with it.
         */
        delete: operations["revoke_keys"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Actions of recipes with their parameters
         * @description Ranges, defaults and units are those that a recipe is checked against.
         */
        get: operations["parameters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All profiles
         * @description Those of the product, then your own.
         */
        get: operations["list_profiles"];
        put?: never;
        /** Saves a profile */
        post: operations["create_profiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One profile, by any of its names */
        get: operations["get_profiles"];
        /** Changes a profile of your own */
        put: operations["put_profiles"];
        post?: never;
        /** Forgets a profile of your own */
        delete: operations["delete_profiles"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recipes of a job or of a song
         * @description With `song_id`: every version of the song, whichever job made it, each with its parent and with
         *     the jobs that render it.
         */
        get: operations["list_recipes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipes/{a}/diff/{b}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What two recipes differ in */
        get: operations["diff_recipes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One recipe */
        get: operations["get_recipes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edits a recipe
         * @description Answers with a new recipe; the old one stays. `POST /v1/recipes/{id}/render` makes it sound.
         */
        patch: operations["patch_recipes"];
        trace?: never;
    };
    "/v1/recipes/{id}/export/{to}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A recipe as a session for a DAW
         * @description `to` is `dawproject`, or `reaper` (project, effects and stems as ZIP). It is made when it is first
         *     asked for, which takes seconds, and kept with the job. Answers `Range` and `If-None-Match`.
         */
        get: operations["export_recipes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipes/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renders a span of a recipe
         * @description A job of the kind `preview`, of which nothing but the span is kept: `preview` (bit for bit that
         *     part of the master), and the same span of the stems as they came, of the mix and of the master at
         *     one loudness.
         */
        post: operations["preview_recipes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipes/{id}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renders a recipe
         * @description A new job with the stems of the recipe's own; it ends like any other. With `hold_loudness`, or
         *     where the recipe asks for another loudness than the one that its job made, gain and ceiling are
         *     solved for it, and the recipe of the new job has what was found.
         */
        post: operations["render_recipes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recipes/{id}/tweak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes a recipe in words
         * @description Answers with a new recipe (201), or with the old one (200) where the sentence was a question or
         *     nothing was to be done. A sentence that is not understood changes nothing.
         */
        post: operations["tweak_recipes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles of stems */
        get: operations["roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a session with a key
         * @description Send the key as for any request. Needed only where the service has keys.
         */
        post: operations["create_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renews a session
         * @description Send the token of one that still runs. The new one may do the same and lasts as long as any, but not
         *     longer than the key; the old one stays until its own end.
         */
        post: operations["renew_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins an upload
         * @description `Upload-Length` says how large the file is, `Upload-Metadata` its `filename`. The answer's
         *     `Location` is where its bytes go.
         */
        post: operations["create_uploads"];
        delete?: never;
        /** What the service can do */
        options: operations["options_uploads"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forgets an upload */
        delete: operations["delete_uploads"];
        options?: never;
        /** How far an upload has come */
        head: operations["head_uploads"];
        /**
         * More of a file
         * @description The body continues at `Upload-Offset`. With `Upload-Checksum` it is kept only if it is whole and
         *     right.
         */
        patch: operations["patch_uploads"];
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was used, by day */
        get: operations["usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places that events are sent to */
        get: operations["list_webhooks"];
        put?: never;
        /**
         * Sends events of all your jobs to a place
         * @description The body is the JSON of an event, signed after Standard Webhooks. An answer other than 2xx is
         *     tried again after 5 s, 30 s, 2 min, 10 min, 1 h, 4 h and 12 h; 410 ends it.
         */
        post: operations["create_webhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sends nothing more to a place */
        delete: operations["delete_webhooks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to a place */
        get: operations["deliveries_webhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an event once more */
        post: operations["replay_webhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks, and whether a key is needed
         * @description Answers without a key, too: then it says whether one is needed and nothing else.
         */
        get: operations["whoami"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What a move does. Names are persisted, so never renamed. */
        Action: "trim" | "polarity" | "align" | "high_pass" | "low_pass" | "gate" | "eq" | "dynamic_eq" | "de_esser" | "compressor" | "saturation" | "fader" | "automation" | "pan" | "width" | "route" | "reverb_send" | "delay_send" | "transient" | "parallel" | "duck" | "reverb" | "delay" | "drive" | "tone" | "side_tone" | "multiband" | "soft_clip" | "loudness" | "limiter";
        /** @description How the service is, for whoever runs it. */
        AdminStatus: {
            /** @description The last that failed; `POST /v1/jobs/{id}/retry` tries one again. */
            failed: components["schemas"]["JobView"][];
            /** @description Jobs in each state. */
            jobs: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description Seconds that the job waits which waits for longest.
             */
            oldest_wait_seconds?: number | null;
            /** @description Where files are kept. */
            storage: components["schemas"]["StorageStatus"];
            /**
             * Format: double
             * @description Seconds since this process started.
             */
            uptime_seconds: number;
            /** @description Version of the product. */
            version: string;
            /** @description Jobs at a time in this process. */
            workers: number;
            /** @description What is being worked on, in all processes. */
            working: components["schemas"]["Working"][];
        };
        /** @description A song of an album: of a job, or of an upload. */
        AlbumTrack: {
            /**
             * Format: double
             * @description Length of its fade in, in seconds; none unless asked.
             * @default null
             */
            fade_in_s?: number | null;
            /**
             * Format: double
             * @description Length of its fade out, in seconds; none unless asked.
             * @default null
             */
            fade_out_s?: number | null;
            /**
             * Format: double
             * @description Silence after it, in seconds; that of the album unless asked.
             * @default null
             */
            gap_s?: number | null;
            /**
             * @description The job that made it: of a mix its mix, of a master its input.
             * @default null
             */
            job_id?: string | null;
            /**
             * @description Its title; of an upload the name of its file unless said.
             * @default null
             * @example Rain
             */
            title?: string | null;
            /**
             * @description A finished upload that holds it.
             * @default null
             */
            upload_id?: string | null;
        };
        /** @description What makes an album of songs. */
        AlbumWish: {
            /**
             * @description Place of the song that the others are brought to, from 0; the most typical unless asked.
             * @default null
             */
            anchor?: number | null;
            /**
             * @description Who made it.
             * @default null
             */
            artist?: string | null;
            /**
             * @description The same loudness for every song.
             * @default false
             */
            even?: boolean;
            /**
             * Format: double
             * @description Silence between songs, in seconds; 2 unless asked.
             * @default null
             */
            gap_s?: number | null;
            /**
             * @description Also the whole album as one file.
             * @default false
             */
            image?: boolean;
            /**
             * @description Leave silence at the ends of songs.
             * @default false
             */
            no_trim?: boolean;
            /**
             * @description Title of the album.
             * @default null
             */
            title?: string | null;
            /**
             * Format: double
             * @description How much of the album's tone, in percent; 100 unless asked, 0 leaves songs alone.
             * @default null
             */
            tone_pct?: number | null;
        };
        /** @description Range of an amount, in percent. */
        AmountView: {
            /** Format: double */
            default_pct: number;
            /** Format: double */
            max_pct: number;
            /** Format: double */
            min_pct: number;
        };
        /** @description How much, in percent, 0 to 150; families multiply with the overall amount. */
        Amounts: {
            /**
             * Format: float
             * @default 100
             */
            dynamics_pct: number;
            /**
             * Format: float
             * @default 100
             */
            loudness_pct: number;
            /**
             * Format: float
             * @default 100
             */
            overall_pct: number;
            /**
             * Format: float
             * @default 100
             */
            space_pct: number;
            /**
             * Format: float
             * @default 100
             */
            tone_pct: number;
            /**
             * Format: float
             * @default 100
             */
            width_pct: number;
        };
        /**
         * @description How much of everything, in percent; families multiply with `overall_pct`. Locked moves are not
         *     changed by it.
         */
        AmountsEdit: {
            /**
             * Format: float
             * @default null
             */
            dynamics_pct?: number | null;
            /**
             * Format: float
             * @default null
             */
            loudness_pct?: number | null;
            /**
             * Format: float
             * @default null
             */
            overall_pct?: number | null;
            /**
             * Format: float
             * @default null
             */
            space_pct?: number | null;
            /**
             * Format: float
             * @default null
             */
            tone_pct?: number | null;
            /**
             * Format: float
             * @default null
             */
            width_pct?: number | null;
        };
        /** @description One stem. */
        AnalysedStem: {
            /**
             * Format: int64
             * @description 1 or 2.
             */
            channels?: number | null;
            /** @description What is wrong with it, or worth knowing. */
            findings: components["schemas"]["FindingView"][];
            /** @description Its place: `stems_meta` of a job names it by this. */
            index: number;
            /**
             * Format: double
             * @description Its length, in seconds.
             */
            length_s?: number | null;
            /**
             * Format: double
             * @description Integrated loudness, in LUFS; absent of silence.
             */
            lufs?: number | null;
            /** @description Its name. */
            name: string;
            /**
             * Format: double
             * @description Highest sample, in dBFS.
             */
            peak_dbfs?: number | null;
            /** @description What it is taken for. */
            role?: string | null;
            /** @description What it may be by its sound, the likeliest first. */
            role_candidates: components["schemas"]["RoleCandidate"][];
            /**
             * Format: double
             * @description Trust in the role, 0 to 1.
             */
            role_confidence?: number | null;
            /** @description Where the role comes from: `user`, `manifest`, `name`, `sound` or `nothing`. */
            role_from?: string | null;
            /** @description What it was said to be. */
            role_said?: string | null;
            /**
             * Format: int64
             * @description Its rate, in Hz.
             */
            sample_rate_hz?: number | null;
        };
        /** @description What was heard of stems. */
        AnalysisView: {
            /** @description Its name, and that of its job. */
            analysis_id: string;
            error?: components["schemas"]["JobError"] | null;
            /**
             * Format: double
             * @description Seconds that the rest will take.
             */
            eta_seconds?: number | null;
            /**
             * Format: double
             * @description Share that is done, in percent.
             */
            progress: number;
            song?: components["schemas"]["SongView"] | null;
            /** @description What is being done. */
            stage?: string | null;
            /** @description Where it stands. */
            status: components["schemas"]["Status"];
            /** @description The stems; what was measured of them is there once it is complete. */
            stems: components["schemas"]["AnalysedStem"][];
            suggested_profile?: components["schemas"]["SuggestedProfile"] | null;
        };
        /** @description Depth of samples in a file. */
        BitDepth: "16" | "24" | "32f";
        /**
         * @description The wish: a profile and what departs from it. Written into the recipe with its values
         *     resolved, so that a recipe renders without any profile file.
         */
        Brief: {
            /**
             * @description How much of everything.
             * @default {
             *       "dynamics_pct": 100,
             *       "loudness_pct": 100,
             *       "overall_pct": 100,
             *       "space_pct": 100,
             *       "tone_pct": 100,
             *       "width_pct": 100
             *     }
             */
            amounts: components["schemas"]["Amounts"];
            /**
             * @description No parallel compression anywhere.
             * @default false
             */
            bypass_parallel_comp: boolean;
            /**
             * @description Leave faults as they are: they are told, not put right.
             * @default false
             */
            bypass_repair: boolean;
            /**
             * Format: double
             * @description Highest true peak of the master, in dBTP.
             */
            ceiling_dbtp: number;
            /**
             * Format: double
             * @description Spectral centroid wanted, in Hz; reached as far as the guardrails allow.
             */
            centroid_hz?: number | null;
            /**
             * @description How the master is written.
             * @default {
             *       "bit_depth": "24",
             *       "format": "wav",
             *       "noise_shaping": false
             *     }
             */
            delivery: components["schemas"]["RecipeDelivery"];
            /** @description Relative amplitudes of low, mid and high wanted (any scale). */
            frequency_balance?: number[] | null;
            /**
             * @description Reach the loudness even where it costs more dynamics than the guardrails allow.
             * @default false
             */
            loudness_priority: boolean;
            /**
             * Format: double
             * @description Largest loudness range wanted, in LU.
             */
            lra_max_lu?: number | null;
            /**
             * Format: double
             * @description Integrated loudness of the master, in LUFS.
             */
            lufs: number;
            /** @description Id of the profile. */
            profile: string;
            /**
             * @description Who chose the profile or its targets: `user`, `targets_file`, `preset`, `style`, `genre`,
             *     `default`.
             */
            profile_from: string;
            /** @description Records that it is to come near. */
            reference?: components["schemas"]["ReferenceAim"] | null;
            /**
             * @description Keep the balance of the stems as delivered: no faders, no rides.
             * @default false
             */
            respect_user_gains: boolean;
            /**
             * Format: uint64
             * @description Seed of everything that is random: the dither.
             * @default 0
             */
            seed: number;
            /**
             * Format: double
             * @description RMS of side over RMS of mid wanted; a soft goal.
             */
            stereo_ms_ratio?: number | null;
            /**
             * Format: double
             * @description Width of the master against the un-widened mix: 100 leaves it, 140 is the most.
             */
            width_pct: number;
        };
        /** @description The wish, changed. What is not named stays. */
        BriefEdit: {
            /**
             * @description How much of everything.
             * @default {
             *       "dynamics_pct": null,
             *       "loudness_pct": null,
             *       "overall_pct": null,
             *       "space_pct": null,
             *       "tone_pct": null,
             *       "width_pct": null
             *     }
             */
            amounts?: components["schemas"]["AmountsEdit"];
            /**
             * Format: double
             * @description Highest true peak of the master, in dBTP.
             * @default null
             */
            ceiling_dbtp?: number | null;
            /**
             * Format: double
             * @description Loudness of the master, in LUFS; a render then finds the gain.
             * @default null
             */
            lufs?: number | null;
        };
        /** @description One number per bus. */
        BusReductions: {
            /** Format: double */
            drum_bus: number | null;
            /** Format: double */
            music_bus: number | null;
            /** Format: double */
            vocal_bus: number | null;
        };
        /** @description Whether the master shall survive lossy coding, and under which peak. */
        CodecSafe: boolean | number;
        /** @description What coding and decoding do to the master. */
        CodedMaster: {
            /** @description Coder and bit rate, like `MP3 128 kbit/s`. */
            codec: string;
            /**
             * Format: double
             * @description True peak after decoding, of the first master that was tried, in dBTP.
             */
            first_true_peak_dbtp: number | null;
            /** @description At or under the ceiling asked for. */
            is_safe: boolean;
            /**
             * Format: double
             * @description What coding changes of its loudness, in LU.
             */
            loudness_change_lu: number | null;
            /**
             * Format: double
             * @description What coding adds to the true peak of the master that is delivered, in dB.
             */
            overshoot_db: number | null;
            /**
             * Format: double
             * @description True peak after decoding, of the master that is delivered, in dBTP.
             */
            true_peak_dbtp: number | null;
        };
        /** @description Songs that belong together. */
        CreateAlbum: {
            /**
             * @description What makes an album of them.
             * @default {
             *       "anchor": null,
             *       "artist": null,
             *       "even": false,
             *       "gap_s": null,
             *       "image": false,
             *       "no_trim": false,
             *       "title": null
             *     }
             */
            album?: components["schemas"]["AlbumWish"];
            /**
             * @description A profile by its genre.
             * @default null
             */
            genre?: string | null;
            /**
             * @description Delivery, tags of the album, and retention.
             * @default {
             *       "amount": null,
             *       "bit_depth": null,
             *       "bpm": null,
             *       "bypass_parallel_comp": false,
             *       "codec_safe": null,
             *       "export_stems": false,
             *       "format": null,
             *       "formats": [],
             *       "loudness_priority": false,
             *       "match": null,
             *       "no_repair": false,
             *       "reference_track_url": null,
             *       "respect_user_gains": false,
             *       "retention": null,
             *       "sample_rate": null,
             *       "session": null,
             *       "tags": {}
             *     }
             */
            options?: components["schemas"]["JobOptions"];
            /**
             * @description A profile by its name as a preset; wins over `style` and `genre`.
             * @default null
             */
            preset?: string | null;
            /**
             * Format: int32
             * @description 0 (when nothing else is to do) to 9 (first).
             * @default null
             * @example 5
             */
            priority?: number | null;
            /**
             * @description Any name of yours, to find it again.
             * @default null
             */
            project_id?: string | null;
            /**
             * @description A profile by its name as a style.
             * @default null
             */
            style?: string | null;
            /**
             * @description Numbers that win over the profile; the loudness is that of the loudest song.
             * @default {
             *       "ceiling_dbTP": null,
             *       "lra_max": null,
             *       "lufs": null,
             *       "width_pct": null
             *     }
             */
            targets?: components["schemas"]["Targets"];
            /**
             * @description The songs in their order: jobs that are complete, or finished uploads.
             * @default []
             */
            tracks?: components["schemas"]["AlbumTrack"][];
        };
        /** @description Stems to be analysed. */
        CreateAnalysis: {
            /**
             * @description Any name of yours, to find it again.
             * @default null
             */
            project_id?: string | null;
            /**
             * @description The stems: names, roles, and finished uploads.
             * @default []
             */
            stems_meta?: components["schemas"]["StemMeta"][];
        };
        /** @description A job to be done. */
        CreateJob: {
            /**
             * @description An album that it belongs to, a job that is complete: the tone of that album, and its loudness
             *     and ceiling where no others are asked for.
             * @default null
             */
            album_job_id?: string | null;
            /**
             * @description Takes the stems of this analysis; `stems_meta` then says by `index` what is to be different.
             * @default null
             */
            analysis_id?: string | null;
            /**
             * @description A profile by its genre.
             * @default null
             */
            genre?: string | null;
            /**
             * @description What to do; a mix unless said.
             * @default mix
             */
            kind?: components["schemas"]["Kind"];
            /**
             * @description How it is done.
             * @default {
             *       "amount": null,
             *       "bit_depth": null,
             *       "bpm": null,
             *       "bypass_parallel_comp": false,
             *       "codec_safe": null,
             *       "export_stems": false,
             *       "format": null,
             *       "formats": [],
             *       "loudness_priority": false,
             *       "match": null,
             *       "no_repair": false,
             *       "reference_track_url": null,
             *       "respect_user_gains": false,
             *       "retention": null,
             *       "sample_rate": null,
             *       "session": null,
             *       "tags": {}
             *     }
             */
            options?: components["schemas"]["JobOptions"];
            /**
             * @description A profile by its name as a preset; wins over `style` and `genre`.
             * @default null
             * @example Electro House
             */
            preset?: string | null;
            /**
             * Format: int32
             * @description 0 (when nothing else is to do) to 9 (first).
             * @default null
             * @example 5
             */
            priority?: number | null;
            /**
             * @description Any name of yours, to find jobs again.
             * @default null
             * @example album-7/song-3
             */
            project_id?: string | null;
            /**
             * @description Finished uploads of records to come near.
             * @default []
             */
            reference_upload_ids?: string[];
            /**
             * @description Of a master: takes the song of this job, of a mix its mix, of a master its input; there is no
             *     `stems_meta` then.
             * @default null
             */
            source_job_id?: string | null;
            /**
             * @description The stems: names, roles, and finished uploads.
             * @default []
             */
            stems_meta?: components["schemas"]["StemMeta"][];
            /**
             * @description A profile by its name as a style.
             * @default null
             */
            style?: string | null;
            /**
             * @description Numbers that win over the profile.
             * @default {
             *       "ceiling_dbTP": null,
             *       "lra_max": null,
             *       "lufs": null,
             *       "width_pct": null
             *     }
             */
            targets?: components["schemas"]["Targets"];
        };
        /** @description A key to be made. */
        CreateKey: {
            /**
             * Format: int32
             * @description Days that it is good for.
             */
            days?: number | null;
            /**
             * Format: int32
             * @description Jobs a day.
             */
            jobs_per_day?: number | null;
            /**
             * @description For people.
             * @example mobile app
             */
            name: string;
            /** @description An owner of other keys, whose jobs it shall share. */
            owner?: string | null;
            /**
             * Format: int32
             * @description Requests a minute.
             */
            requests_per_minute?: number | null;
            /** @description What it is for. */
            role: components["schemas"]["KeyRole"];
            /** @description What it may do, of what its role may; all of that unless said. */
            scopes?: components["schemas"]["Scope"][];
        };
        /** @description A place to send events to. */
        CreateWebhook: {
            /** @description Kinds of events; the ends of jobs unless said. */
            events?: string[];
            /**
             * @description A public host by https.
             * @example https://example.com/mixmaster
             */
            url: string;
        };
        /** @description One file of the master, as read back. */
        DeliveredFile: {
            /**
             * Format: uint32
             * @description Depth of its samples; none for lossy coding.
             */
            bit_depth: number | null;
            /** @description Its name, relative to the output folder. */
            file: string;
            /** @description Container and coding, like `FLAC` or `MP3`. */
            format: string;
            /**
             * Format: double
             * @description Integrated loudness, in LUFS.
             */
            integrated_lufs: number | null;
            /**
             * Format: uint32
             * @description Bit rate of lossy coding, in kbit/s.
             */
            kbps: number | null;
            /**
             * Format: uint32
             * @description Rate, in Hz.
             */
            sample_rate_hz: number;
            /**
             * Format: double
             * @description True peak, in dBTP.
             */
            true_peak_dbtp: number | null;
        };
        /** @description One event on its way. */
        Delivery: {
            /**
             * Format: int64
             * @description Tries so far.
             */
            attempts: number;
            /** @description When the event happened. */
            created_at: string;
            /** @description When it arrived. */
            delivered_at?: string | null;
            /** @description Kind of the event. */
            event: string;
            /** @description Its name, as in the header `webhook-id`. */
            id: string;
            /** @description The job. */
            job_id: string;
            /** @description What went wrong last. */
            last_error?: string | null;
            /**
             * Format: int64
             * @description HTTP status of the last answer.
             */
            last_status?: number | null;
            /** @description When it is tried again. */
            next_at?: string | null;
            /** @description `waiting`, `delivered` or `failed`. */
            status: string;
        };
        /** @description Events on their way. */
        DeliveryList: {
            /** @description The newest first, 100 at most. */
            deliveries: components["schemas"]["Delivery"][];
        };
        /** @description What is to be another of a job. */
        EditJob: {
            /**
             * @description The name of its project, of all jobs of the song; null or nothing forgets it.
             * @example Blue/Rain
             */
            project_id: string | null;
        };
        /** @description The tone curve at 80 Hz, 3 kHz and 12 kHz, in dB. */
        EqApplied: {
            /** Format: double */
            air_db: number | null;
            /** Format: double */
            low_shelf_db: number | null;
            /** Format: double */
            presence_db: number | null;
        };
        /** @description Something that happened to a job: the same JSON in every channel. */
        Event: {
            /** @description When, RFC 3339 in UTC. */
            at: string;
            /**
             * Format: double
             * @description Seconds that the rest will take.
             */
            eta_seconds?: number | null;
            /**
             * Format: int64
             * @description Its number within the job, from 1.
             */
            id: number;
            /** @description The job. */
            job_id: string;
            /** @description What went wrong. */
            message?: string | null;
            /**
             * Format: double
             * @description Share that is done, in percent.
             */
            progress: number;
            /** @description What is being done. */
            stage?: string | null;
            /** @description Where it stands now. */
            status: string;
            /**
             * @description `job.queued`, `job.started`, `job.progress`, `job.retrying`, `job.complete`, `job.failed`,
             *     `job.cancelled`.
             */
            type: string;
        };
        /** @description Events of a job. */
        EventPage: {
            /** @description The oldest first, 200 at most. */
            events: components["schemas"]["Event"][];
        };
        /** @description A measured counterfactual. */
        Evidence: {
            /**
             * Format: double
             * @description With it. Null is −∞.
             */
            after: number | null;
            /**
             * Format: double
             * @description As delivered. Null is −∞.
             */
            before: number | null;
            /** @description What was measured, units last. */
            metric: string;
            /**
             * Format: double
             * @description In the finished mix, had this move been left out.
             */
            without?: number | null;
        };
        /** @description Container of a file. */
        FileFormat: ("wav" | "flac" | "aiff" | "mp3" | "opus") | "ogg";
        /**
         * @description One file of a master: its container, and the depth or the bit rate where they are not the usual
         *     ones.
         */
        FileKind: {
            /** @description Depth of its samples; none for lossy coding. */
            bit_depth?: components["schemas"]["BitDepth"] | null;
            /** @description Container. */
            format: components["schemas"]["FileFormat"];
            /**
             * Format: uint32
             * @description Bit rate of lossy coding, in kbit/s.
             */
            kbps?: number | null;
        };
        /** @description Something about a stem. */
        FindingLine: {
            /** @description What is done about it, or could be. */
            does: string;
            /** @description The numbers behind it, the one that decided first. */
            evidence: components["schemas"]["ProofLine"][];
            /** @description What: `polarity`, `delay`, `offset`, `clipping`, … */
            fault: string;
            /** @description `mix` puts it right. */
            is_mended: boolean;
            /** @description Numbers that its words tell and that decided nothing, by their names, units last. */
            numbers?: {
                [key: string]: number;
            };
            /** @description The others that it takes to see it. */
            others?: string[];
            /** @description What it is, in words. */
            says: string;
            /** @description Id of the stem. */
            stem: string;
            /** @description `sure`, `likely` or `unclear`. */
            verdict: string;
        };
        /** @description Something about a stem. */
        FindingView: {
            /** @description What is done about it, or could be. */
            action: string;
            /**
             * @description The numbers that the words are made of and that decided, by their names, units last:
             *     `cutoff_hz`, `mains_hz`, `late_ms`, …
             */
            evidence: {
                [key: string]: number;
            };
            /** @description `polarity`, `delay`, `clipping`, `hum`, … */
            kind: string;
            /** @description Whether a mix puts it right. */
            mended: boolean;
            /** @description Names of the other stems that it takes to see it. */
            others: string[];
            /** @description What it is, in words. */
            text: string;
            /** @description `sure`, `likely` or `unclear`. */
            verdict: string;
        };
        /** @description What was forgotten. */
        Forgotten: {
            /** @description Jobs with all their files, recipes and events. */
            jobs: number;
            /** @description Jobs that a worker has not let go of yet; ask again. */
            left: number;
            /** @description Profiles. */
            profiles: number;
            /** @description Uploads that no job had taken. */
            uploads: number;
            /** @description Webhooks with what was sent there. */
            webhooks: number;
        };
        /** @description How the service is. */
        Health: {
            /** @description Whether each part answers. */
            probes: components["schemas"]["Probes"];
            /** @description Where it runs. */
            region: string;
            /** @description `healthy` or `unhealthy`. */
            status: string;
            /**
             * Format: double
             * @description Seconds since it started.
             */
            uptime: number;
            /** @description Version of the product. */
            version: string;
        };
        /** @description What went in. */
        InputAnalysis: {
            /**
             * Format: uint16
             * @description Largest depth of the stems, in bits.
             */
            bit_depth: number | null;
            /**
             * Format: double
             * @description Tempo, in beats per minute.
             */
            detected_bpm: number | null;
            /** @description Key, like `A minor`. */
            detected_key: string | null;
            /**
             * Format: double
             * @description Length of the longest stem, in seconds.
             */
            duration_seconds: number | null;
            /**
             * Format: uint32
             * @description Session rate, in Hz.
             */
            sample_rate: number | null;
            /** @description The stems, in the session's order. */
            stems: components["schemas"]["StemLine"][];
            /**
             * Format: uint
             * @description Number of stems.
             */
            total_stems: number;
        };
        /** @description Why a job failed. */
        JobError: {
            /** @description `input`, `output`, `internal`, `worker_lost` or `stopped`. */
            code: string;
            /** @description What to do. */
            hint?: string;
            /** @description What was found and expected. */
            message: string;
        };
        /** @description How it is done. */
        JobOptions: {
            /**
             * @description How much of everything, 0 to 150, as `80` or `tone=50,space=120`.
             * @default null
             */
            amount?: string | null;
            /**
             * @description Depth of the master: `16`, `24` or `32f`.
             * @default null
             */
            bit_depth?: string | null;
            /**
             * Format: double
             * @description Tempo, where it is known, in beats per minute.
             * @default null
             */
            bpm?: number | null;
            /**
             * @description No parallel compression anywhere.
             * @default false
             */
            bypass_parallel_comp?: boolean;
            /** @default null */
            codec_safe?: components["schemas"]["CodecSafe"] | null;
            /**
             * @description Also give back every stem as it sits in the mix.
             * @default false
             */
            export_stems?: boolean;
            /**
             * @description Kind of file of the master: `wav`, `flac` or `aiff`.
             * @default null
             */
            format?: string | null;
            /**
             * @description Several files of the master: `wav`, `flac`, `aiff` (`:16`, `:24`, `:32f`), `mp3`, `ogg`,
             *     `opus` (`:KBPS`); the first that loses nothing is the master.
             * @default []
             * @example [
             *       "wav",
             *       "mp3:320"
             *     ]
             */
            formats?: string[];
            /**
             * @description Reach the loudness even where it costs more dynamics than the guardrails allow.
             * @default false
             */
            loudness_priority?: boolean;
            /**
             * @description How far to go towards the references, in percent: `60`, or `tone=80,dynamics=50`.
             * @default null
             * @example 60
             */
            match?: string | null;
            /**
             * @description Leave faults of the stems as they are.
             * @default false
             */
            no_repair?: boolean;
            /**
             * @description A record to come near, fetched by the service; only from hosts that it allows.
             * @default null
             */
            reference_track_url?: string | null;
            /**
             * @description The stems come at the levels that are wanted: no faders, no rides.
             * @default false
             */
            respect_user_gains?: boolean;
            /**
             * @description How long the job is kept: days, or `none` to forget it once the master was downloaded.
             * @default null
             * @example none
             */
            retention?: string | null;
            /**
             * Format: int32
             * @description Rate of the master, in Hz.
             * @default null
             */
            sample_rate?: number | null;
            /** @default null */
            session?: components["schemas"]["Words"] | null;
            /**
             * @description What the files say: `title`, `artist`, `album`, `album_artist`, `track`, `year`, `genre`,
             *     `isrc`, `copyright`, `comment`.
             * @default {}
             * @example {
             *       "title": "Overture"
             *     }
             */
            tags?: {
                [key: string]: string;
            };
        };
        /** @description A page of jobs. */
        JobPage: {
            /** @description The newest first. */
            jobs: components["schemas"]["JobView"][];
            /** @description `cursor` of the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description A job as clients see it. Times are RFC 3339 in UTC. */
        JobView: {
            /** @description The album that it was to fit to. */
            album_job_id?: string | null;
            /** @description Title of that album. */
            album_title?: string | null;
            /**
             * Format: int64
             * @description Times that it was tried.
             */
            attempts: number;
            /** @description When it ended. */
            completed_at?: string | null;
            /** @description When it was asked for. */
            created_at: string;
            error?: components["schemas"]["JobError"] | null;
            /**
             * Format: double
             * @description Seconds that the rest will take.
             */
            eta_seconds?: number | null;
            /** @description When it will be forgotten with all its files. */
            expires_at?: string | null;
            /** @description Its name. */
            job_id: string;
            /** @description What is done. */
            kind: components["schemas"]["Kind"];
            metrics?: components["schemas"]["Metrics"] | null;
            preview?: components["schemas"]["PreviewView"] | null;
            /**
             * Format: double
             * @description Share of the work that is done, in percent.
             */
            progress: number;
            /** @description Your name for it. */
            project_id?: string | null;
            /** @description The recipe that it renders, of a render or a preview. */
            recipe_id?: string | null;
            /** @description Records that it was to come near. */
            references?: components["schemas"]["ReferenceView"][];
            results?: components["schemas"]["Results"] | null;
            /** @description Which song it is of: the job that first decided about it. */
            song_id: string;
            /**
             * @description What is being done: `reading`, `listening`, `mixing`, `mastering`, `limiting`, `verifying`,
             *     `preview`.
             */
            stage?: string | null;
            /** @description When a worker first took it. */
            started_at?: string | null;
            /** @description Where it stands. */
            status: components["schemas"]["Status"];
            /** @description The stems. */
            stems: components["schemas"]["StemView"][];
            /** @description Title of the song, where it was said. */
            title?: string | null;
        };
        /** @description A key as it is listed; never with its secret. */
        Key: {
            /** @description When it was made, RFC 3339 in UTC. */
            created_at: string;
            /** @description When it ends. */
            expires_at?: string | null;
            /** @description Its name in requests. */
            id: string;
            /**
             * Format: int64
             * @description Jobs a day, where there is a limit.
             */
            jobs_per_day?: number | null;
            /** @description When it was last used, to the minute. */
            last_used_at?: string | null;
            /** @description For people. */
            name: string;
            /** @description Whose jobs it makes and sees: a random name, not a person's. */
            owner: string;
            /**
             * Format: int64
             * @description Requests a minute, where not those of all.
             */
            requests_per_minute?: number | null;
            /** @description When it was revoked. */
            revoked_at?: string | null;
            /** @description What it is for. */
            role: components["schemas"]["KeyRole"];
            /** @description What it may do. */
            scopes: components["schemas"]["Scope"][];
        };
        /** @description Keys of the service */
        KeyList: {
            /** @description The oldest first. */
            keys: components["schemas"]["Key"][];
        };
        /**
         * @description What a key is for.
         * @enum {string}
         */
        KeyRole: "admin" | "producer" | "listener" | "service";
        /**
         * @description What is to be done.
         * @enum {string}
         */
        Kind: "mix" | "master" | "render" | "preview" | "album" | "analyze";
        /** @description Peaks over time of strips, buses and master. */
        Levels: {
            /**
             * @description By the names of the buses, behind their faders; and of the returns that there are, `reverb`
             *     and `delay`.
             */
            buses: {
                [key: string]: number[];
            };
            /** @description The master as delivered. */
            master: number[];
            /**
             * Format: double
             * @description Time that each number stands for, in seconds.
             */
            step_s: number;
            /** @description By the names of the stems: behind fader and pan, before the bus. In dBFS; −120 is silence. */
            strips: {
                [key: string]: number[];
            };
        };
        /** @description One point of the curve of what loudness costs. */
        LoudnessCost: {
            /**
             * Format: double
             * @description What clipper and limiter change, against what they leave, in dB: a bound on distortion, most
             *     of which is a change of gain and not heard as such.
             */
            change_db: number | null;
            /**
             * Format: double
             * @description Peak over RMS of the whole, in dB.
             */
            crest_db: number | null;
            /**
             * Format: double
             * @description Gain against that of the master, in dB.
             */
            gain_db: number;
            /**
             * Format: double
             * @description Integrated loudness, in LUFS.
             */
            integrated_lufs: number | null;
            /**
             * Format: double
             * @description Average reduction of the limiter, in dB.
             */
            limiter_average_db: number | null;
            /**
             * Format: double
             * @description Median over 3 s windows of peak over short-term loudness, in dB.
             */
            psr_median_db: number | null;
        };
        /** @description Who covers whom, by the model of partial loudness. */
        MaskingTable: {
            /** @description The same behind faders, filters and equalisers of the recipe. */
            after_pct: number[][];
            /**
             * @description Row: who is covered. Column: who covers. Share of the row's loudness that is lost to the
             *     column with the stems as delivered, in percent.
             */
            before_pct: number[][];
            /** @description Ids of the stems, in the order of rows and columns. */
            stems: string[];
        };
        /** @description What mastering did, measured on the file as read back. */
        MasteringReport: {
            /** @description Multiband compression. */
            compression: components["schemas"]["Reduction"];
            /**
             * Format: double
             * @description Crest factor, in dB.
             */
            crest_factor: number | null;
            /** @description Tone curve, read at three places. */
            eq_applied: components["schemas"]["EqApplied"];
            /** @description Limiting. */
            limiting: components["schemas"]["Reduction"];
            /**
             * @description What loudness costs: the same master from 3 dB less gain to 3 dB more, foreseen on its
             *     envelopes, not rendered.
             */
            loudness_cost?: components["schemas"]["LoudnessCost"][];
            /**
             * Format: double
             * @description Loudness range, in LU.
             */
            lra: number | null;
            /**
             * Format: double
             * @description Integrated loudness, in LUFS.
             */
            lufs_integrated: number | null;
            /**
             * Format: double
             * @description Loudness asked for, in LUFS.
             */
            lufs_target: number | null;
            /**
             * Format: double
             * @description Correlation of left and right.
             */
            mono_correlation: number | null;
            /**
             * Format: double
             * @description Width against the un-widened mix, in percent.
             */
            stereo_width_pct: number | null;
            /**
             * Format: double
             * @description True peak, in dBTP.
             */
            true_peak_dbTP: number | null;
        };
        /** @description How far a song goes towards its references, in percent. */
        MatchView: {
            /** Format: double */
            dynamics: number;
            /** Format: double */
            loudness: number;
            /** Format: double */
            tone: number;
            /** Format: double */
            width: number;
        };
        /** @description How much of the way to the references is gone, in percent, 0 to 100. */
        Matching: {
            /**
             * Format: double
             * @default 50
             */
            dynamics_pct: number;
            /**
             * Format: double
             * @default 0
             */
            loudness_pct: number;
            /**
             * Format: double
             * @default 80
             */
            tone_pct: number;
            /**
             * Format: double
             * @default 100
             */
            width_pct: number;
        };
        /** @description What was measured of a stem, a mix or a master; the fields of the crate `measure`. */
        Measured: {
            /**
             * Format: double
             * @default null
             */
            active_share: number | null;
            /**
             * Format: double
             * @default null
             */
            balance_db: number | null;
            /**
             * Format: double
             * @default null
             */
            bandwidth_hz: number | null;
            /**
             * Format: double
             * @default null
             */
            centroid_hz: number | null;
            /**
             * Format: uint64
             * @default null
             */
            clipped_samples: number | null;
            /**
             * Format: double
             * @default null
             */
            correlation: number | null;
            /**
             * Format: double
             * @default null
             */
            correlation_p1: number | null;
            /**
             * Format: double
             * @default null
             */
            crest_db: number | null;
            /**
             * Format: double
             * @default null
             */
            dc: number | null;
            /**
             * Format: double
             * @default null
             */
            flatness: number | null;
            /**
             * Format: double
             * @default null
             */
            floor_dbfs: number | null;
            /**
             * Format: double
             * @default null
             */
            high_energy: number | null;
            /**
             * Format: double
             * @default null
             */
            integrated_lufs: number | null;
            /**
             * Format: double
             * @default null
             */
            low_energy: number | null;
            /**
             * Format: double
             * @default null
             */
            low_side_over_mid: number | null;
            /**
             * Format: double
             * @default null
             */
            mid_energy: number | null;
            /**
             * Format: double
             * @default null
             */
            momentary_max_lufs: number | null;
            /**
             * Format: double
             * @default null
             */
            onsets_per_s: number | null;
            /**
             * Format: double
             * @default null
             */
            plr_db: number | null;
            /**
             * Format: double
             * @default null
             */
            psr_median_db: number | null;
            /**
             * Format: double
             * @default null
             */
            psr_p5_db: number | null;
            /**
             * Format: double
             * @default null
             */
            range_lu: number | null;
            /**
             * Format: double
             * @default null
             */
            rms_dbfs: number | null;
            /**
             * Format: double
             * @default null
             */
            rolloff_hz: number | null;
            /**
             * Format: double
             * @default null
             */
            sample_peak_dbfs: number | null;
            /**
             * Format: double
             * @default null
             */
            short_term_max_lufs: number | null;
            /**
             * Format: double
             * @default null
             */
            side_over_mid: number | null;
            /**
             * Format: double
             * @default null
             */
            true_peak_dbtp: number | null;
        };
        /** @description What was measured of the master, as in report.json. */
        Metrics: {
            /** Format: double */
            crest_factor?: number | null;
            /** Format: double */
            detected_bpm?: number | null;
            detected_key?: string | null;
            /** Format: double */
            lra?: number | null;
            /** Format: double */
            lufs?: number | null;
            /** Format: double */
            mono_correlation?: number | null;
            /** @description Whether every quality check passed. */
            qc_passed?: boolean | null;
            /** Format: double */
            stereo_width?: number | null;
            /** Format: double */
            true_peak?: number | null;
        };
        /** @description What mixing did. */
        MixingReport: {
            /** @description Average gain reduction of the buses, in dB, positive. */
            avg_gain_reduction_db: components["schemas"]["BusReductions"];
            /** @description Sidechains. */
            sidechain_applied: components["schemas"]["Sidechain"][];
            /**
             * Format: double
             * @description Mean over stereo stems of width after over width before, in percent.
             */
            stereo_width_avg: number | null;
        };
        /** @description One decision. */
        Move: {
            /** @description What is done. */
            action: components["schemas"]["Action"];
            /**
             * Format: float
             * @description Share of the move that is applied, 0 to 150.
             * @default 100
             */
            amount_pct: number;
            /** @description Who made it: `rules@0.1.0`, `user`, `auto-qc`. */
            by: string;
            /** @description The number behind the reason. */
            evidence?: components["schemas"]["Evidence"] | null;
            /** @description Unique within the recipe, like `m014`. */
            id: string;
            /**
             * @description A locked move is not changed by amounts, loops and later decisions.
             * @default false
             */
            locked: boolean;
            /**
             * @description Its settings: ids of the processor's parameter table. What is missing has its default.
             * @default {}
             */
            params: {
                [key: string]: components["schemas"]["Value"];
            };
            /** @description Why, in measured words. */
            reason: string;
            /** @description Which limits bind it. */
            scope: components["schemas"]["RecipeScope"];
            /** @description A stem's id, or one of [`Move::RESERVED_TARGETS`]. */
            target: string;
        };
        /** @description One move in two recipes. */
        MoveDifference: {
            after?: components["schemas"]["Move"];
            before?: components["schemas"]["Move"];
            /** @description `added`, `dropped` or `changed`. */
            change: string;
        };
        /** @description One move, changed. What is not named stays. */
        MoveEdit: {
            /**
             * Format: float
             * @description Share of it that is applied, in percent.
             * @default null
             */
            amount_pct?: number | null;
            /**
             * @description Takes it out.
             * @default false
             */
            drop?: boolean;
            /**
             * @description Which.
             * @default
             * @example m014
             */
            id?: string;
            /**
             * @description Whether later decisions leave it alone.
             * @default null
             */
            locked?: boolean | null;
            params?: {
                [key: string]: components["schemas"]["Value"];
            };
        };
        /** @description A move as a report tells it. */
        MoveLine: {
            /** @description Name of the action. */
            action: string;
            /**
             * Format: float
             * @description Share that was applied under the amounts, in percent.
             */
            applied_pct: number;
            /** @description Who made it. */
            by: string;
            /**
             * @description What it does, with its settings, in words.
             * @default
             */
            does: string;
            /** @description The number behind the reason. */
            evidence?: components["schemas"]["Evidence"] | null;
            /** @description Id in the recipe. */
            id: string;
            /** @description Why. */
            reason: string;
            /** @description Which limits bound it. */
            scope: components["schemas"]["RecipeScope"];
            /** @description What it works on. */
            target: string;
        };
        /** @description A key that was made. */
        NewKey: components["schemas"]["Key"] & {
            /** @description The whole key. It is told this once. */
            secret: string;
        };
        /** @description One decision. */
        NewMove: {
            /** @description What is done. */
            action: components["schemas"]["Action"];
            /**
             * Format: float
             * @description Share of the move that is applied, 0 to 150.
             * @default 100
             */
            amount_pct?: number;
            /** @description Who made it: `rules@0.1.0`, `user`, `auto-qc`. */
            by: string;
            /** @description The number behind the reason. */
            evidence?: components["schemas"]["Evidence"] | null;
            /** @description Unique within the recipe, like `m014`. */
            id: string;
            /**
             * @description A locked move is not changed by amounts, loops and later decisions.
             * @default false
             */
            locked?: boolean;
            /**
             * @description Its settings: ids of the processor's parameter table. What is missing has its default.
             * @default {}
             */
            params?: {
                [key: string]: components["schemas"]["Value"];
            };
            /** @description Why, in measured words. */
            reason: string;
            /** @description Which limits bind it. */
            scope: components["schemas"]["RecipeScope"];
            /** @description A stem's id, or one of [`Move::RESERVED_TARGETS`]. */
            target: string;
        };
        /** @description A place that was made. */
        NewWebhook: components["schemas"]["Webhook"] & {
            /** @description What its signatures are checked with (Standard Webhooks). It is told this once. */
            secret: string;
        };
        /** @description Lowest and highest sample of each point: ±127 is full scale. */
        Outline: {
            /**
             * Format: double
             * @description Its own length, in seconds, where that is not the one of all.
             */
            length_s?: number | null;
            /** @description Highest, 0 to 127. */
            max: number[];
            /** @description Lowest, −127 to 0. */
            min: number[];
        };
        /** @description One number. */
        ParameterView: {
            /** @description The words of a choice: a recipe holds the word. */
            choices?: string[] | null;
            /**
             * Format: double
             * @description Where it is not named; the index of a choice.
             */
            default: number;
            /** @description Its name in `params`. */
            id: string;
            /**
             * Format: double
             * @description Highest value.
             */
            max: number;
            /**
             * Format: double
             * @description Lowest value.
             */
            min: number;
            /** @description How it is felt, and best set: `linear` or `log`. */
            scale: string;
            /** @description What it does. */
            text: string;
            /** @description Unit, empty for plain numbers and choices. */
            unit: string;
            /**
             * Format: double
             * @description Highest value that a person's move reaches, where a guardrail binds it closer than `max`.
             */
            user_max?: number | null;
            /**
             * Format: double
             * @description Lowest value that a person's move reaches, where a guardrail binds it closer than `min`.
             */
            user_min?: number | null;
        };
        /** @description Every action of a recipe. */
        Parameters: {
            /** @description Range of every amount: of a move's, and of those of a brief. */
            amounts: components["schemas"]["AmountView"];
            /** @description In the order of the console. */
            processors: components["schemas"]["ProcessorView"][];
            /** @description What holds where nothing else is asked for. */
            usual: components["schemas"]["Usual"];
        };
        /** @description How a reference was picked. */
        Picked: {
            /**
             * Format: double
             * @description Likeness to the song, 0 to 100.
             */
            likeness_pct: number;
            /**
             * Format: uint
             * @description Files that there were to pick from.
             */
            of: number;
        };
        /** @description Series and tables for pictures. */
        Pictures: {
            /** @description The tone that the profile asks for. */
            corridor?: components["schemas"]["ToneCorridor"] | null;
            /**
             * Format: double
             * @description Length of the master, in seconds.
             * @default 0
             */
            duration_s: number;
            /** @description Who covers whom. */
            masking?: components["schemas"]["MaskingTable"] | null;
            /** @description The master as read back. */
            master?: components["schemas"]["Track"] | null;
            /** @description Short passages to listen to, at the same loudness. */
            players?: components["schemas"]["Player"][];
            /** @description The mix before mastering; none where the mix is the file as it came. */
            premaster?: components["schemas"]["Track"] | null;
            /** @description Gain reduction over time. */
            reductions?: components["schemas"]["ReductionTrack"][];
            /** @description The stems added at unity, or the file as it came. */
            rough?: components["schemas"]["Track"] | null;
            /** @description Passages of the song, in order. */
            sections?: components["schemas"]["SectionMark"][];
        };
        /** @description A platform and a master. */
        PlatformLine: {
            /**
             * Format: double
             * @description Highest true peak that the platform asks of this master, in dBTP.
             */
            ceiling_dbtp: number;
            /**
             * Format: double
             * @description Room left under full scale as played, in dB.
             */
            headroom_db: number;
            /** @description [`Platform::name`]. */
            name: string;
            /** @description [`Platform::id`]. */
            platform: string;
            /**
             * Format: double
             * @description Gain of playback, in dB: negative turns the master down.
             */
            playback_gain_db: number;
            /**
             * Format: double
             * @description Loudness as played, in LUFS.
             */
            played_lufs: number;
            /** @description The verdict in a sentence. */
            says: string;
            /**
             * Format: double
             * @description Loudness that it is brought to, in LUFS.
             */
            target_lufs: number;
            /** @description `ready`, `note` or `not_ready`. */
            verdict: components["schemas"]["PlatformVerdict"];
        };
        /** @description Whether a master can go there. */
        PlatformVerdict: "ready" | "note" | "not_ready";
        /** @description A passage to listen to. */
        Player: {
            /**
             * Format: double
             * @description Its length, in seconds.
             */
            duration_s: number;
            /** @description The file, relative to the report. */
            file: string;
            /**
             * Format: double
             * @description Gain that brings it to the common loudness, in dB.
             */
            gain_db: number;
            /**
             * Format: double
             * @description The common loudness, in LUFS.
             */
            lufs: number;
            /** @description What is heard: `rough`, `mix` or `master`. */
            name: string;
            /**
             * Format: double
             * @description Where it starts in the song, in seconds.
             */
            start_s: number;
        };
        /** @description A span of a recipe's master. */
        PreviewSpan: {
            /**
             * @description Whether it is a span of the master that a render with `hold_loudness` makes. Gain and ceiling
             *     are found over the whole song then, which takes as long as such a render. Left out: as a
             *     render decides it.
             * @default null
             */
            hold_loudness?: boolean | null;
            /**
             * Format: double
             * @description Its length, in seconds; 20 unless asked.
             * @default null
             */
            length_s?: number | null;
            /**
             * Format: double
             * @description Second at which it begins; the most telling passage unless asked.
             * @default null
             */
            start_s?: number | null;
        };
        /** @description The span of a preview. */
        PreviewView: {
            /**
             * Format: double
             * @description Its length, in seconds.
             */
            length_s: number;
            /**
             * Format: double
             * @description Second at which it begins.
             */
            start_s: number;
            /** @description Why this one. */
            why?: string;
        };
        /** @description Whether each part answers. */
        Probes: {
            database: boolean;
            queue: boolean;
            storage: boolean;
        };
        /** @description What went wrong, for a program and for a person. */
        Problem: {
            /** @description What was found, and what was expected. */
            detail: string;
            /** @description What to do. */
            hint?: string | null;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description The situation in words. */
            title: string;
            /**
             * @description Name of the situation as a URN; never changes its meaning.
             * @example urn:mixmaster:problem:unknown-profile
             */
            type: string;
        };
        /** @description One action with its parameters. */
        ProcessorView: {
            /** @description Its parameter that is no number: `key`, `bus` or `points`. */
            extra?: string | null;
            /** @description The amount that scales it, or `fixed`. */
            family: string;
            /** @description `action` of a move. */
            kind: string;
            /** @description Its numbers. */
            parameters: components["schemas"]["ParameterView"][];
            points?: components["schemas"]["ParameterView"] | null;
            /** @description Whether there may be several on one target. */
            repeats: boolean;
            /** @description Kinds of target that it works on. */
            targets: string[];
        };
        /** @description A profile. */
        ProfileView: {
            /** @description How much of everything, as in `options.amount`. */
            amount?: string | null;
            /** @description The profile of the product that it stands on. */
            base?: string | null;
            /** @description Whether it comes with the product and cannot be changed. */
            builtin: boolean;
            /**
             * Format: double
             * @description Highest true peak, in dBTP.
             */
            ceiling_dbTP: number;
            /** @description Its name in requests. */
            id: string;
            /**
             * Format: double
             * @description Largest loudness range, in LU, where there is one.
             */
            lra_max?: number | null;
            /**
             * Format: double
             * @description Loudness of the master, in LUFS.
             */
            lufs: number;
            /** @description In words. */
            name: string;
            /**
             * Format: double
             * @description Width that is asked for, in percent of the mix's.
             */
            width_pct: number;
        };
        /** @description A number behind a finding. */
        ProofLine: {
            /** @description What was measured, units last. */
            metric: string;
            /**
             * Format: double
             * @description Where the verdict begins.
             */
            threshold: number;
            /**
             * Format: double
             * @description What was found; null is −∞.
             */
            value: number | null;
        };
        /** @description The checks of [`crate::Guardrails`] on the master. */
        QcChecks: {
            crest_factor_preserved: boolean;
            lufs_in_range: boolean;
            mono_compatible: boolean;
            stereo_width_safe: boolean;
            true_peak_safe: boolean;
        };
        /** @description Whether the result keeps the rules. */
        QcResults: {
            /** @description Each of them. */
            checks: components["schemas"]["QcChecks"];
            /** @description The verdict in a sentence. */
            notes: string;
            /** @description All checks hold. */
            passed: boolean;
            /** @description What does not hold, or nearly does not. */
            warnings: string[];
        };
        /** @description Every decision about a song. Same recipe, same stems: same bytes. */
        Recipe: {
            /** @description What was wished for. */
            brief: components["schemas"]["Brief"];
            /** @description Version of the engine that wrote it. */
            engine: string;
            /** @description What is done, in order. */
            moves: components["schemas"]["Move"][];
            /**
             * Format: uint32
             * @description Version of this format; [`Recipe::VERSION`].
             */
            recipe: number;
            /** @description What goes in. */
            session: components["schemas"]["SessionSpec"];
            /** @description Sentences that changed it, in order; the last can be taken back. */
            tweaks?: components["schemas"]["RecipeTweak"][];
        };
        /** @description How the master is written. */
        RecipeDelivery: {
            /** @description Further files of the same master. */
            also?: components["schemas"]["FileKind"][];
            /**
             * @description Depth of the master.
             * @default 24
             */
            bit_depth: components["schemas"]["BitDepth"];
            /**
             * Format: double
             * @description Highest true peak after lossy coding, in dBTP: where a decoded file is over it, the ceiling
             *     was lowered. Nothing is coded when none is given.
             */
            codec_ceiling_dbtp?: number | null;
            /**
             * @description Container of the master, which loses nothing.
             * @default wav
             */
            format: components["schemas"]["FileFormat"];
            /**
             * @description Noise-shaped instead of flat dither.
             * @default false
             */
            noise_shaping: boolean;
            /**
             * Format: uint32
             * @description Rate of the master, in Hz; the session's when none is given.
             */
            sample_rate_hz?: number | null;
            /** @description Title, artist and the like; they win over what the stems say. */
            tags?: components["schemas"]["Tagging"];
        };
        /** @description What two recipes differ in. */
        RecipeDifference: {
            /** @description Moves that are not the same. */
            moves: components["schemas"]["MoveDifference"][];
            /** @description Settings of the console that are not the same. */
            settings: components["schemas"]["SettingDifference"][];
            /** @description In words, by stem, bus and return. */
            words: string[];
        };
        /** @description What is to be different. */
        RecipeEdit: {
            add?: components["schemas"]["NewMove"][];
            /**
             * @description The wish.
             * @default {
             *       "amounts": {
             *         "dynamics_pct": null,
             *         "loudness_pct": null,
             *         "overall_pct": null,
             *         "space_pct": null,
             *         "tone_pct": null,
             *         "width_pct": null
             *       },
             *       "ceiling_dbtp": null,
             *       "lufs": null
             *     }
             */
            brief?: components["schemas"]["BriefEdit"];
            /**
             * @description Moves that are there, by their `id`.
             * @default []
             */
            moves?: components["schemas"]["MoveEdit"][];
        };
        /** @description Recipes. */
        RecipeList: {
            /** @description The oldest first, without their documents. */
            recipes: components["schemas"]["RecipeView"][];
        };
        /** @description Which limits bind a move. */
        RecipeScope: "auto.master" | "auto.mix" | "user";
        /** @description One sentence that changed the recipe, and what it changed besides appending moves. */
        RecipeTweak: {
            /** @description The brief as it was, where it was changed. */
            brief?: components["schemas"]["Brief"] | null;
            /** @description Like `t003`; its moves are `t003.1`, `t003.2`, … */
            id: string;
            /** @description Moves that it changed or dropped, as they were, rising by place. */
            replaced?: components["schemas"]["Replaced"][];
            /** @description The sentence. */
            words: string;
        };
        /** @description A recipe with what is known of it. */
        RecipeView: {
            /** @description When it was made, RFC 3339 in UTC. */
            created_at: string;
            /** @description The job whose stems it is for. */
            job_id: string;
            /** @description What it was made from. */
            parent_id?: string | null;
            recipe?: components["schemas"]["Recipe"];
            /** @description Its name; that of the job where a job made it. */
            recipe_id: string;
            /** @description Jobs that render it, the oldest first. */
            renders: components["schemas"]["RenderView"][];
            /** @description Which song it is of: the job that first decided about it. */
            song_id: string;
        };
        /** @description Gain reduction, in dB, positive. */
        Reduction: {
            /**
             * Format: double
             * @description Average while it sounds.
             */
            avg_gr_db: number | null;
            /**
             * Format: double
             * @description Largest.
             */
            max_gr_db: number | null;
        };
        /** @description Gain reduction of one processor over time. */
        ReductionTrack: {
            /** @description Which one, like `limiter` or `drum_bus compressor`. */
            name: string;
            /** @description Largest reduction in each step, in dB, positive. */
            reduction_db: number[];
            /**
             * Format: double
             * @description Time from point to point, in seconds.
             */
            step_s: number;
        };
        /** @description References and how far the song goes towards them. */
        ReferenceAim: {
            /** @description How far, in each respect. */
            matching: components["schemas"]["Matching"];
            /** @description What is aimed at: the weighted mean of these. */
            songs: components["schemas"]["ReferenceSong"][];
        };
        /** @description How a reference moves. */
        ReferenceDynamics: {
            /**
             * Format: double
             * @description Median over 3 s windows of peak over short-term loudness, in dB.
             */
            psr_median_db: number;
            /**
             * Format: double
             * @description Loudness range, in LU.
             */
            range_lu: number;
            /**
             * @description Short-term loudness that 10, 30, 50, 70 and 95 % of the windows stay under, against the
             *     integrated one, in LU.
             */
            short_term_lu: number[];
        };
        /** @description Distances from a reference. */
        ReferenceFigures: {
            /**
             * Format: double
             * @description Weighted squares of RMS, crest, width, imbalance and spectra of mid and side (Diff-MST).
             */
            features: number;
            /**
             * Format: double
             * @description Integrated loudness, in LU.
             */
            loudness_lu: number;
            /**
             * Format: double
             * @description Median peak over short-term loudness, in dB; null where the reference does not tell.
             */
            psr_db: number | null;
            /**
             * Format: double
             * @description RMS over ERB bands of mid, at one loudness, in dB.
             */
            tone_db: number;
            /**
             * Format: double
             * @description Side over mid, in dB; null where the reference does not tell.
             */
            width_db: number | null;
        };
        /** @description One reference in a report. */
        ReferenceLine: {
            /** @description Distance of the master as read back. */
            after: components["schemas"]["ReferenceFigures"] | null;
            /** @description Distance of the stems as they came (of the mix where they were not heard). */
            before: components["schemas"]["ReferenceFigures"] | null;
            /** @description Content hash of the file. */
            hash: string;
            /** @description The file's name without folder and ending. */
            name: string;
            /** @description What is odd about it, and what was therefore left out. */
            notes?: string[];
            /** @description How it came in where it was picked from a folder. */
            picked?: components["schemas"]["Picked"] | null;
            /**
             * Format: double
             * @description What it counts beside the others.
             */
            weight: number;
        };
        /** @description How near a master came to its references. */
        ReferenceReport: {
            /** @description How far it was to go. */
            matching: components["schemas"]["Matching"];
            /** @description One line a reference. */
            songs: components["schemas"]["ReferenceLine"][];
        };
        /** @description One reference. */
        ReferenceSong: {
            /**
             * Format: double
             * @description Right over left, in dB.
             */
            balance_db: number;
            /**
             * Format: double
             * @description Peak over RMS, in dB.
             */
            crest_db: number;
            /** @description Dynamics; none where they say nothing about music. */
            dynamics?: components["schemas"]["ReferenceDynamics"] | null;
            /** @description Its width and its side are worth matching. */
            has_width: boolean;
            /** @description Content hash of the file, `b3:` and 64 hexadecimal digits. */
            hash: string;
            /**
             * Format: double
             * @description It tells nothing over this frequency, in Hz.
             */
            high_hz: number;
            /**
             * Format: double
             * @description Integrated loudness, in LUFS.
             */
            integrated_lufs: number;
            /**
             * Format: double
             * @description Length, in s.
             */
            length_s: number;
            /** @description Levels of mid per band (ERB numbers 1 to 40), in dBFS. */
            mid_erb_db: number[];
            /** @description The file's name without folder and ending. */
            name: string;
            /** @description What is odd about it, and what was therefore left out. */
            notes?: string[];
            /** @description How it came in where it was picked from a folder. */
            picked?: components["schemas"]["Picked"] | null;
            /**
             * Format: double
             * @description RMS, in dBFS.
             */
            rms_dbfs: number;
            /** @description The same of side. */
            side_erb_db: number[];
            /**
             * Format: double
             * @description RMS of side over RMS of mid.
             */
            side_over_mid: number;
            /**
             * Format: double
             * @description What it counts beside the others, over 0 to 10.
             */
            weight: number;
        };
        /** @description A record that a job was to come near. */
        ReferenceView: {
            /**
             * Format: double
             * @description Its integrated loudness, in LUFS, once it was measured.
             */
            lufs?: number | null;
            /** @description Its name. */
            name: string;
            /** @description Where it is to be heard, once the job is complete. */
            url?: string | null;
        };
        /** @description A recipe to be rendered. */
        RenderJob: {
            /**
             * @description Whether gain and ceiling are solved anew, so that the master has the loudness that the recipe
             *     asks for whatever was changed before them. Left out: only where the recipe asks for another
             *     loudness or ceiling than its job made; else it is rendered as it stands, to the bit.
             * @default null
             */
            hold_loudness?: boolean | null;
            /**
             * @description Delivery and retention; what shapes the sound is in the recipe.
             * @default {
             *       "amount": null,
             *       "bit_depth": null,
             *       "bpm": null,
             *       "bypass_parallel_comp": false,
             *       "codec_safe": null,
             *       "export_stems": false,
             *       "format": null,
             *       "formats": [],
             *       "loudness_priority": false,
             *       "match": null,
             *       "no_repair": false,
             *       "reference_track_url": null,
             *       "respect_user_gains": false,
             *       "retention": null,
             *       "sample_rate": null,
             *       "session": null,
             *       "tags": {}
             *     }
             */
            options?: components["schemas"]["JobOptions"];
            /**
             * Format: int32
             * @description 0 (when nothing else is to do) to 9 (first).
             * @default null
             * @example 5
             */
            priority?: number | null;
        };
        /** @description A job that renders a recipe. */
        RenderView: {
            /** @description When it was asked for, RFC 3339 in UTC. */
            created_at: string;
            /** @description Its name; the recipe that it made has the same. */
            job_id: string;
            /** @description `render`, or `preview` where it is a span. */
            kind: components["schemas"]["Kind"];
            /** @description Where it stands. */
            status: components["schemas"]["Status"];
        };
        /** @description A move as it was. */
        Replaced: {
            /**
             * Format: uint
             * @description Its place among the moves before the sentence, from 0.
             */
            index: number;
            /** @description The move. */
            was: components["schemas"]["Move"];
        };
        /** @description Everything about one job. */
        Report: {
            /** @description The master as written and read back. */
            after: components["schemas"]["Measured"] | null;
            /** @description `b3:` hash of the samples of the master. */
            audio_hash: string | null;
            /** @description The stems added at unity. */
            before: components["schemas"]["Measured"] | null;
            /** @description What lossy coding makes of the master, where that was asked. */
            codecs?: components["schemas"]["CodedMaster"][];
            /** @description Every file of the master, as read back. */
            deliveries?: components["schemas"]["DeliveredFile"][];
            /** @description Version of the engine. */
            engine: string;
            /** @description What was written, relative to the output folder. */
            files: string[];
            /** @description What is wrong with the stems, surely or most likely, and what was done about it. */
            findings?: components["schemas"]["FindingLine"][];
            /** @description What went in. */
            input_analysis: components["schemas"]["InputAnalysis"];
            /** @description Name of the job. */
            job_id: string;
            /** @description What mastering did. */
            mastering_report: components["schemas"]["MasteringReport"];
            /** @description What mixing did. */
            mixing_report: components["schemas"]["MixingReport"];
            /** @description Every move with its reason. */
            moves: components["schemas"]["MoveLine"][];
            /** @description What `report.html` draws. */
            pictures?: components["schemas"]["Pictures"] | null;
            /** @description What services do with a master of this loudness and true peak. */
            platforms?: components["schemas"]["PlatformLine"][];
            /** @description The mix before mastering. */
            premaster: components["schemas"]["Measured"] | null;
            /**
             * Format: double
             * @description Wall time, in seconds; null where reports must be the same from run to run.
             */
            processing_time_seconds: number | null;
            /** @description Id of the profile. */
            profile: string | null;
            /** @description Whether the result keeps the rules. */
            qc_results: components["schemas"]["QcResults"];
            /** @description [`crate::Recipe::hash`] of the recipe that was rendered. */
            recipe_hash: string | null;
            /** @description How near the master came to the references. */
            reference?: components["schemas"]["ReferenceReport"] | null;
            /** @description Where the targets came from. */
            targets_from: components["schemas"]["Sources"] | null;
        };
        /** @description Where results are, relative to the service. */
        Results: {
            album_cue_url?: string | null;
            album_image_url?: string | null;
            album_page_url?: string | null;
            album_report_url?: string | null;
            album_signature_url?: string | null;
            /** @description Tracks, cue sheet and report of an album. */
            album_url?: string | null;
            analysis_url?: string | null;
            levels_url?: string | null;
            master_final_url?: string | null;
            /** @description Each file of the master, by its kind. */
            master_urls?: {
                [key: string]: string;
            };
            mix_premaster_url?: string | null;
            page_url?: string | null;
            preview_ab_url?: string | null;
            preview_master_url?: string | null;
            preview_mix_url?: string | null;
            preview_rough_url?: string | null;
            preview_wav_url?: string | null;
            reaper_url?: string | null;
            recipe_url?: string | null;
            report_url?: string | null;
            rough_url?: string | null;
            session_url?: string | null;
            stems_url?: string | null;
            /** @description Each track, in their order. */
            track_urls?: string[];
            waveforms_url?: string | null;
        };
        /**
         * @description The part a stem plays. Names are persisted in recipes, so never renamed.
         * @enum {string}
         */
        Role: "kick" | "snare" | "claps" | "hats" | "cymbals" | "toms" | "overheads" | "percussion" | "drums_bus" | "bass" | "sub_bass" | "electric_guitar" | "acoustic_guitar" | "piano" | "keys" | "organ" | "synth_lead" | "synth_pad" | "synth" | "lead_vocal" | "backing_vocals" | "speech" | "strings" | "brass" | "woodwinds" | "fx" | "backing_track" | "unknown";
        /** @description What a stem may be. */
        RoleCandidate: {
            /**
             * Format: double
             * @description Its probability, 0 to 1.
             */
            confidence: number;
            role: string;
        };
        /** @description A role with its confidence. */
        RoleGuess: {
            /**
             * Format: float
             * @description 0 to 1.
             */
            confidence: number;
            /** @description Where it came from. */
            from: components["schemas"]["RoleSource"];
            /** @description The role. */
            is: components["schemas"]["Role"];
        };
        /** @description Where a role came from. */
        RoleSource: "user" | "manifest" | "name" | "sound" | "nothing";
        /** @description One role. */
        RoleView: {
            /** @description The roles it is treated like. */
            group: string;
            /** @description As in `stems_meta` and recipes. */
            role: string;
        };
        /** @description Every role. */
        Roles: {
            roles: components["schemas"]["RoleView"][];
        };
        /** @description A profile of one's own. */
        SaveProfile: {
            /** @description How much of everything, as in `options.amount`. */
            amount?: string | null;
            /**
             * @description The profile of the product that it stands on.
             * @example club
             */
            base: string;
            /**
             * @description In words; no two of an owner have the same, and none that of the product.
             * @example My club master
             */
            name: string;
            /** @description Numbers that win over it. */
            targets?: components["schemas"]["Targets"];
        };
        /**
         * @description One thing that a key may do.
         * @enum {string}
         */
        Scope: "jobs:read" | "jobs:write" | "profiles:write" | "webhooks:write" | "metrics:read" | "admin";
        /**
         * @description What a passage is in a song.
         * @enum {string}
         */
        SectionKind: "intro" | "verse" | "chorus" | "bridge" | "break" | "solo" | "outro" | "unknown";
        /** @description A passage of the song. */
        SectionMark: {
            /**
             * Format: double
             * @description End, in seconds.
             */
            end_s: number;
            /** @description What it may be, or its label where that is not known. */
            name: string;
            /**
             * Format: double
             * @description Start, in seconds.
             */
            start_s: number;
        };
        /** @description A passage of the song, from `start_frame` up to `end_frame`, at the session rate. */
        SectionSpec: {
            /**
             * Format: uint64
             * @description First frame after it.
             */
            end_frame: number;
            /**
             * @description What it is in the song.
             * @default unknown
             */
            kind: components["schemas"]["SectionKind"];
            /** @description Passages that sound alike have the same label, like `A`. */
            label: string;
            /**
             * Format: double
             * @description Loudness as delivered against the whole song, in LU; not there in older recipes.
             */
            loudness_lu?: number | null;
            /**
             * Format: uint64
             * @description First frame.
             */
            start_frame: number;
        };
        /** @description A session. */
        Session: {
            /** @description When it ends, RFC 3339 in UTC. */
            expires_at: string;
            /** @description What its key is for. */
            role: components["schemas"]["KeyRole"];
            /** @description What it may do. */
            scopes: components["schemas"]["Scope"][];
            /**
             * @description Goes into `Authorization: Bearer`, or into `access_token` of the address where a browser
             *     sends no headers: players, event streams, sockets.
             */
            token: string;
        };
        /** @description The inputs, aligned: all stems start together. */
        SessionSpec: {
            /**
             * Format: uint8
             * @description Beats in a bar, where they were surely found.
             */
            beats_per_bar?: number | null;
            /**
             * Format: uint64
             * @description Length of the longest stem, at the session rate.
             */
            frames: number;
            /** @description Key, where one was found, like `A minor`. */
            key?: string | null;
            /**
             * Format: uint32
             * @description Rate at which everything is processed, in Hz.
             */
            sample_rate_hz: number;
            /** @description Passages in order, where they were found. */
            sections?: components["schemas"]["SectionSpec"][];
            /** @description The stems, sorted by id. */
            stems: components["schemas"]["StemSpec"][];
            /**
             * Format: uint64
             * @description Frames added after the longest stem for tails of reverb and delay.
             */
            tail_frames: number;
            /**
             * Format: double
             * @description Tempo, where one was found or given.
             */
            tempo_bpm?: number | null;
        };
        /** @description One setting in two recipes. */
        SettingDifference: {
            /** @description In the second. */
            after?: string | null;
            /** @description In the first. */
            before?: string | null;
            /** @description What it is called. */
            field: string;
            /** @description Stem, bus, `brief`, `session`. */
            place: string;
        };
        /** @description A stem that turns another, or a bus, down. */
        Sidechain: {
            /**
             * Format: double
             * @description Average gain reduction, in dB, positive.
             */
            avg_gr_db: number | null;
            /** @description The stem that is listened to. */
            source: string;
            /** @description What is turned down. */
            target: string;
        };
        /** @description What all stems together tell. */
        SongView: {
            /** @description Key, where one is likely enough. */
            key?: string | null;
            /**
             * Format: double
             * @description Length of the longest stem, in seconds.
             */
            length_s: number;
            /**
             * Format: int32
             * @description Rate at which they were compared, in Hz.
             */
            sample_rate_hz: number;
            /**
             * Format: double
             * @description Tempo, in beats per minute.
             */
            tempo_bpm?: number | null;
        };
        /**
         * @description Where a value came from.
         * @enum {string}
         */
        Source: "user" | "targets_file" | "preset" | "style" | "genre" | "manifest" | "default";
        /** @description Where the values of a brief came from. */
        Sources: {
            ceiling_dbtp: components["schemas"]["Source"];
            centroid_hz: components["schemas"]["Source"];
            compression: components["schemas"]["Source"];
            frequency_balance: components["schemas"]["Source"];
            lra_max_lu: components["schemas"]["Source"];
            lufs: components["schemas"]["Source"];
            profile: components["schemas"]["Source"];
            stereo_ms_ratio: components["schemas"]["Source"];
            width_pct: components["schemas"]["Source"];
        };
        /**
         * @description Where a job stands.
         * @enum {string}
         */
        Status: "awaiting_upload" | "queued" | "processing" | "complete" | "failed" | "cancelled";
        /** @description One stem in a report. */
        StemLine: {
            /**
             * Format: double
             * @description Crest factor, in dB.
             */
            crest_factor: number | null;
            /**
             * Format: double
             * @description Integrated loudness, in LUFS.
             */
            lufs: number | null;
            /** @description File name. */
            name: string;
            /** @description Role. */
            role: string;
            /**
             * Format: double
             * @description True peak, in dBTP.
             */
            true_peak: number | null;
            /** @description What is unusual about it. */
            warnings?: string[];
        };
        /** @description One stem. */
        StemMeta: {
            /**
             * @description Its place in the analysis that `analysis_id` names.
             * @default null
             */
            index?: number | null;
            /**
             * @description Its name; in a multipart body the name of its part, with or without ending.
             * @default
             * @example kick
             */
            name?: string;
            /**
             * @description What it is, like `kick`, `bass`, `lead_vocal`; heard from its sound unless said.
             * @default null
             * @example kick
             */
            role?: string | null;
            /**
             * @description Leaves it out.
             * @default false
             */
            skip?: boolean;
            /**
             * @description A finished upload that holds its audio.
             * @default null
             */
            upload_id?: string | null;
        };
        /** @description Outline of a stem. */
        StemOutline: ({
            /**
             * Format: double
             * @description Its own length, in seconds, where that is not the one of all.
             */
            length_s?: number | null;
            /** @description Highest, 0 to 127. */
            max: number[];
            /** @description Lowest, −127 to 0. */
            min: number[];
        } & Record<string, unknown>) & {
            /** @description Its place in the analysis. */
            index: number;
        };
        /** @description One input file. */
        StemSpec: {
            /**
             * Format: uint16
             * @description 1 or 2.
             */
            channels: number;
            /** @description Path, relative to the recipe where possible. */
            file: string;
            /**
             * Format: uint64
             * @description Its own length, at its own rate.
             */
            frames: number;
            /** @description Content hash of the file, `b3:` and 64 hexadecimal digits. */
            hash: string;
            /** @description Name used by moves: the file's name without its ending. */
            id: string;
            /** @description What it is. */
            role: components["schemas"]["RoleGuess"];
            /**
             * Format: uint32
             * @description Its own rate, in Hz.
             */
            sample_rate_hz: number;
        };
        /** @description One stem of a job. */
        StemView: {
            /** @description Its name. */
            name: string;
            /** @description What it was said to be. */
            role?: string | null;
            /** @description Whether its audio is here. */
            uploaded: boolean;
        };
        /** @description Outlines of the stems of an analysis. */
        StemWaveforms: {
            /**
             * Format: double
             * @description Length of the longest stem, which all are drawn over, in seconds.
             */
            length_s: number;
            /**
             * Format: int32
             * @description Points of each outline.
             */
            points: number;
            /** @description In the order of the analysis. */
            stems: components["schemas"]["StemOutline"][];
        };
        /** @description Where files are kept. */
        StorageStatus: {
            /** @description Whether it answers. */
            answers: boolean;
            /** @description `folder` or `s3`. */
            kind: string;
            /**
             * Format: int64
             * @description Bytes of audio that came with the jobs that are kept.
             */
            stems_bytes: number;
        };
        /** @description A profile that may fit. */
        SuggestedProfile: {
            /** @description Its name. */
            preset: string;
            /** @description What speaks for it. */
            reason: string;
        };
        /** @description The tags of a master; a missing one is not written, unless all stems agree on it. */
        Tagging: {
            album?: string | null;
            album_artist?: string | null;
            artist?: string | null;
            comment?: string | null;
            copyright?: string | null;
            genre?: string | null;
            /** @description International Standard Recording Code (ISO 3901), twelve characters without hyphens. */
            isrc?: string | null;
            title?: string | null;
            /** @description Number on the album: `3`, or `3/12`. */
            track?: string | null;
            /** @description Year of the release, or year-month-day. */
            year?: string | null;
        };
        /** @description Numbers that win over the profile. */
        Targets: {
            /**
             * Format: double
             * @description Highest true peak of the master, in dBTP.
             * @default null
             * @example -1
             */
            ceiling_dbTP?: number | null;
            /**
             * Format: double
             * @description Largest loudness range, in LU.
             * @default null
             * @example 8
             */
            lra_max?: number | null;
            /**
             * Format: double
             * @description Loudness of the master, in LUFS.
             * @default null
             * @example -10
             */
            lufs?: number | null;
            /**
             * Format: double
             * @description Stereo width; 100 leaves it as mixed.
             * @default null
             * @example 120
             */
            width_pct?: number | null;
        };
        /** @description Levels of ten octave bands and a tolerance. */
        ToneCorridor: {
            /** @description Songs of one album meet here: a song outside is brought nearer than a profile would. */
            is_shared?: boolean;
            /**
             * @description Power in the octave bands of [`ToneCorridor::CENTRES_HZ`], in dB relative to the band at
             *     1 kHz, −60 to 20.
             */
            octave_db: number[];
            /**
             * Format: double
             * @description Distance from the curve that is left alone in the middle of the spectrum, in dB, 1 to 12;
             *     see [`ToneCorridor::tolerance_at_db`].
             */
            tolerance_db: number;
        };
        /** @description One version of the song over time and over frequency. */
        Track: {
            /**
             * @description Centres of the bands below, in Hz.
             * @default []
             */
            band_hz: number[];
            /**
             * @description Long-term level of mid in each band, as the level of a whole octave, in dBFS.
             * @default []
             */
            mid_db: number[];
            /**
             * @description Largest momentary loudness (400 ms) that ends in each step, in LUFS.
             * @default []
             */
            momentary_lufs: number[];
            /**
             * @description Largest sample magnitude in each step, linear.
             * @default []
             */
            peak: number[];
            /**
             * @description Largest short-term loudness (3 s) that ends in each step, in LUFS.
             * @default []
             */
            short_term_lufs: number[];
            /**
             * @description The same of side.
             * @default []
             */
            side_db: number[];
            /**
             * Format: double
             * @description Time from point to point, in seconds.
             * @default 0
             */
            step_s: number;
        };
        /** @description A sentence. */
        Tweak: {
            /**
             * @description What to change, or what to know.
             * @example vocal +1.5 dB in the chorus; less mud on guitars; warmer
             */
            say: string;
        };
        /** @description What a sentence came to. */
        TweakedView: components["schemas"]["RecipeView"] & {
            /** @description Ids of the moves that were added. */
            added: string[];
            /** @description What was done, what was held back, and answers to questions. */
            words: string[];
        };
        /** @description What was used. */
        Usage: {
            /** @description Days on which something was used, the oldest first. */
            days: components["schemas"]["UsageDay"][];
            /**
             * Format: int64
             * @description Jobs that this key may make a day, where there is a limit.
             */
            jobs_per_day?: number | null;
            /** @description Whose. */
            owner: string;
            /** @description All of these days together. */
            total: components["schemas"]["UsageTotal"];
        };
        /** @description One day, in UTC. */
        UsageDay: components["schemas"]["UsageTotal"] & {
            /** @description `YYYY-MM-DD`. */
            day: string;
        };
        /** @description Sums. */
        UsageTotal: {
            /**
             * Format: double
             * @description Length of the songs that were done, in seconds.
             */
            audio_seconds: number;
            /**
             * Format: int64
             * @description Jobs that were made.
             */
            jobs: number;
            /**
             * Format: double
             * @description Time that workers took, in seconds.
             */
            processing_seconds: number;
            /**
             * Format: int64
             * @description Bytes of audio that came.
             */
            uploaded_bytes: number;
        };
        /** @description What holds where nothing else is asked for. */
        Usual: {
            /** @description `options.match`: how far a song goes towards its references, in percent. */
            match: components["schemas"]["MatchView"];
            /**
             * Format: double
             * @description What a reference counts beside others.
             */
            reference_weight: number;
        };
        /** @description A setting in a move. */
        Value: boolean | number | string | [
            number,
            number
        ][];
        /** @description Outlines of what can be compared of a song: `waveforms` of its downloads. */
        Waveforms: {
            /**
             * Format: double
             * @description Length of the song, which all tracks are drawn over, in seconds.
             */
            length_s: number;
            /**
             * Format: int32
             * @description Points of each outline.
             */
            points: number;
            /**
             * Format: double
             * @description Rate of the master, in Hz.
             */
            rate_hz?: number | null;
            /** @description `reference_1` and on, each over its own length. */
            references?: {
                [key: string]: components["schemas"]["Outline"];
            };
            /** @description `rough`, `mix` and `master`, those that there are. */
            tracks: {
                [key: string]: components["schemas"]["Outline"];
            };
        };
        /** @description A place that events are sent to. */
        Webhook: {
            /** @description When it was made, RFC 3339 in UTC. */
            created_at: string;
            /** @description When it said that it is gone (410); nothing is sent there since. */
            disabled_at?: string | null;
            /** @description Kinds of events. */
            events: string[];
            /** @description Its name. */
            id: string;
            /** @description Where. */
            url: string;
        };
        /** @description Places that events are sent to. */
        WebhookList: {
            webhooks: components["schemas"]["Webhook"][];
        };
        /** @description Who asks. */
        Whoami: {
            /** @description `off` where everybody on this machine may do everything, or `required`. */
            authentication: string;
            /** @description Whose jobs are shown; absent without a key. */
            owner?: string | null;
            role?: components["schemas"]["KeyRole"] | null;
            /** @description What it may do. */
            scopes?: components["schemas"]["Scope"][] | null;
        };
        /** @description One word or several. */
        Words: string | string[];
        /** @description One worker with its job. */
        Working: {
            /**
             * Format: int64
             * @description Which try.
             */
            attempt: number;
            /** @description When it was last heard, RFC 3339 in UTC. */
            heard_at: string;
            /** @description Whether it has been silent for longer than it may. */
            is_lost: boolean;
            /** @description Its job. */
            job_id: string;
            /**
             * Format: double
             * @description Share that is done, in percent.
             */
            progress: number;
            /** @description Process and number of the worker. */
            worker: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    health_by_post_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    live_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forgotten"];
                };
            };
            /** @description A worker still has some; ask again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forgotten"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    status_admin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminStatus"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_albums: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of at most 200 letters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAlbum"];
            };
        };
        responses: {
            /** @description Made before, by the same key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_analyses: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of at most 200 letters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAnalysis"];
            };
        };
        responses: {
            /** @description Made before, by the same key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_analyses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the analysis */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waveforms_analyses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the analysis */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StemWaveforms"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: components["schemas"]["Status"];
                /** @description Only those of this project. */
                project_id?: string;
                /**
                 * @description Only those of this kind, or of these, with commas.
                 * @example mix,master
                 */
                kind?: string;
                /** @description Only those that render this recipe. */
                recipe_id?: string;
                /** @description Only those of this song: the job that first decided about it, and all that render it. */
                song_id?: string;
                /**
                 * @description Only those whose project, title or stems hold all of these words (4 at most), in any order
                 *     and case.
                 * @example rain vocal
                 */
                q?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description How many, 1 to 200; 50 unless asked. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_jobs: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of at most 200 letters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateJob"];
                "multipart/form-data": string;
            };
        };
        responses: {
            /** @description Made before, by the same key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditJob"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    download_jobs: {
        parameters: {
            query?: {
                /** @description Kind of file of a master that has several, like `mp3`. */
                format?: string;
                /** @description Place of a reference, from 0. */
                index?: number;
                /** @description Number of a track of an album, from 1. */
                number?: number;
            };
            header?: never;
            path: {
                /** @description Name of the job */
                id: string;
                /** @description Which result */
                what: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events_jobs: {
        parameters: {
            query?: {
                /** @description Only events with a higher number. */
                after?: number;
            };
            header?: never;
            path: {
                /** @description Name of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attach_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StemMeta"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stream_jobs: {
        parameters: {
            query?: {
                /** @description Only events with a higher number. */
                after?: number;
            };
            header?: {
                /** @description Number of the last event that arrived */
                "Last-Event-ID"?: number | null;
            };
            path: {
                /** @description Name of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parameters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Parameters"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveProfile"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Any name of the profile */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id or name */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveProfile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id or name */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_recipes: {
        parameters: {
            query?: {
                /** @description Those for the stems of this job. */
                job_id?: string;
                /** @description All of this song: of the job that first decided about it, and of all that render it. */
                song_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeList"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diff_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The first */
                a: string;
                /** @description The second */
                b: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeDifference"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the recipe, or of the job that made it */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the recipe */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecipeEdit"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the recipe */
                id: string;
                /** @description `dawproject` or `reaper` */
                to: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": number[];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": number[];
                };
            };
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the recipe */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewSpan"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    render_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the recipe */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenderJob"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tweak_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the recipe */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Tweak"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TweakedView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TweakedView"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Roles"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_uploads: {
        parameters: {
            query?: never;
            header: {
                /** @description 1.0.0 */
                "Tus-Resumable": string;
                /** @description Bytes of the whole file */
                "Upload-Length": number;
                /** @description `filename`, Base64 */
                "Upload-Metadata"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    options_uploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_uploads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    head_uploads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_uploads: {
        parameters: {
            query?: never;
            header: {
                /** @description Where the body begins */
                "Upload-Offset": number;
                /** @description `sha256`, `sha1` or `blake3`, and the Base64 of it */
                "Upload-Checksum"?: string | null;
            };
            path: {
                /** @description Name of the upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": number[];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request cannot be carried out as it is */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage: {
        parameters: {
            query?: {
                /** @description Days back from today, 1 to 366; 30 unless asked. */
                days?: number;
                /** @description Somebody else's, for admins. */
                owner?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than is accepted */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A kind of content that is not accepted */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deliveries_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the webhook */
                id: string;
                /** @description Name of the delivery */
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request has no key that is known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whoami: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whoami"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More requests than are allowed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do this at the moment */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
