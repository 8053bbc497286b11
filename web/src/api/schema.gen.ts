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
        get: {
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
        put?: never;
        /** The same by POST */
        post: {
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
        get: {
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
        get: {
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
        delete: {
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
        get: {
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
        get: {
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
        post: {
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
        post: {
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
        get: {
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
         * @description `{"points", "length_s", "stems": [{"index", "min", "max", "length_s"}]}`: the lowest and highest
         *     value of each point, -127 to 127, all over the length of the longest stem.
         */
        get: {
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
        get: {
            parameters: {
                query?: {
                    /** @description Only those in this state. */
                    status?: components["schemas"]["Status"] | null;
                    /** @description Only those of this project. */
                    project_id?: string | null;
                    /**
                     * @description Only those of this kind, or of these, with commas.
                     * @example mix,master
                     */
                    kind?: string | null;
                    /** @description `next` of the page before. */
                    cursor?: string | null;
                    /** @description How many, 1 to 200; 50 unless asked. */
                    limit?: number | null;
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
        post: {
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
        get: {
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
        put?: never;
        post?: never;
        /** Forgets a job with all its files */
        delete: {
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
        options?: never;
        head?: never;
        patch?: never;
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
        post: {
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
         * @description `what` is `mix`, `master`, `rough` (the stems as they came, added), `report`, `page`, `preview`,
         *     `recipe`, `stems`, `session`, `reaper`, `waveforms`, `analysis`, `album`, `album_report`,
         *     `album_page`, `album_cue`, `album_signature` or `album_image`. Answers `Range` and
         *     `If-None-Match`. A job with retention `none` is forgotten soon after its master was
         *     downloaded whole.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Kind of file of a master that has several, like `mp3`. */
                    format?: string | null;
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
        get: {
            parameters: {
                query?: {
                    /** @description Only events with a higher number. */
                    after?: number | null;
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
        post: {
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
        post: {
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
        get: {
            parameters: {
                query?: {
                    /** @description Only events with a higher number. */
                    after?: number | null;
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
        get: {
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
        put?: never;
        /** Makes a key */
        post: {
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
        delete: {
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
        get: {
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
        get: {
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
        put?: never;
        /** Saves a profile */
        post: {
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
        get: {
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
        /** Changes a profile of your own */
        put: {
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
        post?: never;
        /** Forgets a profile of your own */
        delete: {
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
        /** Recipes for the stems of a job */
        get: {
            parameters: {
                query?: {
                    /** @description The job whose stems they are for. */
                    job_id?: string;
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
        get: {
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
        get: {
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
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edits a recipe
         * @description Answers with a new recipe; the old one stays. `POST /v1/recipes/{id}/render` makes it sound.
         */
        patch: {
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
        post: {
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
        post: {
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
        post: {
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
        get: {
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
        post: {
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
        post: {
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
        delete?: never;
        /** What the service can do */
        options: {
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
        delete: {
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
        options?: never;
        /** How far an upload has come */
        head: {
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
        /**
         * More of a file
         * @description The body continues at `Upload-Offset`. With `Upload-Checksum` it is kept only if it is whole and
         *     right.
         */
        patch: {
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
        get: {
            parameters: {
                query?: {
                    /** @description Days back from today, 1 to 366; 30 unless asked. */
                    days?: number | null;
                    /** @description Somebody else's, for admins. */
                    owner?: string | null;
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
        get: {
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
        put?: never;
        /**
         * Sends events of all your jobs to a place
         * @description The body is the JSON of an event, signed after Standard Webhooks. An answer other than 2xx is
         *     tried again after 5 s, 30 s, 2 min, 10 min, 1 h, 4 h and 12 h; 410 ends it.
         */
        post: {
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
        delete: {
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
        get: {
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
        post: {
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
        get: {
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
        /** @description A song of an album. */
        AlbumTrack: {
            /**
             * @description The job that made it: of a mix its mix, of a master its input.
             * @default
             */
            job_id?: string;
            /**
             * @description Its title.
             * @example Rain
             */
            title?: string | null;
        };
        /** @description What makes an album of songs. */
        AlbumWish: {
            /** @description Place of the song that the others are brought to, from 0; the most typical unless asked. */
            anchor?: number | null;
            /** @description Who made it. */
            artist?: string | null;
            /**
             * @description The same loudness for every song.
             * @default false
             */
            even?: boolean;
            /**
             * Format: double
             * @description Silence between songs, in seconds; 2 unless asked.
             */
            gap_s?: number | null;
            /**
             * @description Also the whole album as one file.
             * @default false
             */
            image?: boolean;
            /** @description Title of the album. */
            title?: string | null;
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
        /** @description Whether the master shall survive lossy coding, and under which peak. */
        CodecSafe: boolean | number;
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
             *       "title": null
             *     }
             */
            album?: components["schemas"]["AlbumWish"];
            /** @description A profile by its genre. */
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
            /** @description A profile by its name as a preset; wins over `style` and `genre`. */
            preset?: string | null;
            /**
             * Format: int32
             * @description 0 (when nothing else is to do) to 9 (first).
             * @example 5
             */
            priority?: number | null;
            /** @description Any name of yours, to find it again. */
            project_id?: string | null;
            /** @description A profile by its name as a style. */
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
             * @description The songs in their order: jobs that are complete.
             * @default []
             */
            tracks?: components["schemas"]["AlbumTrack"][];
        };
        /** @description Stems to be analysed. */
        CreateAnalysis: {
            /** @description Any name of yours, to find it again. */
            project_id?: string | null;
            /**
             * @description The stems: names, roles, and finished uploads.
             * @default []
             */
            stems_meta?: components["schemas"]["StemMeta"][];
        };
        /** @description A job to be done. */
        CreateJob: {
            /** @description Takes the stems of this analysis; `stems_meta` then says by `index` what is to be different. */
            analysis_id?: string | null;
            /** @description A profile by its genre. */
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
             * @example Electro House
             */
            preset?: string | null;
            /**
             * Format: int32
             * @description 0 (when nothing else is to do) to 9 (first).
             * @example 5
             */
            priority?: number | null;
            /**
             * @description Any name of yours, to find jobs again.
             * @example album-7/song-3
             */
            project_id?: string | null;
            /**
             * @description Finished uploads of records to come near.
             * @default []
             */
            reference_upload_ids?: string[];
            /**
             * @description The stems: names, roles, and finished uploads.
             * @default []
             */
            stems_meta?: components["schemas"]["StemMeta"][];
            /** @description A profile by its name as a style. */
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
        /** @description Something about a stem. */
        FindingView: {
            /** @description What is done about it, or could be. */
            action: string;
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
            /** @description How much of everything, 0 to 150, as `80` or `tone=50,space=120`. */
            amount?: string | null;
            /** @description Depth of the master: `16`, `24` or `32f`. */
            bit_depth?: string | null;
            /**
             * Format: double
             * @description Tempo, where it is known, in beats per minute.
             */
            bpm?: number | null;
            /**
             * @description No parallel compression anywhere.
             * @default false
             */
            bypass_parallel_comp?: boolean;
            codec_safe?: components["schemas"]["CodecSafe"] | null;
            /**
             * @description Also give back every stem as it sits in the mix.
             * @default false
             */
            export_stems?: boolean;
            /** @description Kind of file of the master: `wav`, `flac` or `aiff`. */
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
             * @example 60
             */
            match?: string | null;
            /**
             * @description Leave faults of the stems as they are.
             * @default false
             */
            no_repair?: boolean;
            /** @description A record to come near, fetched by the service; only from hosts that it allows. */
            reference_track_url?: string | null;
            /**
             * @description The stems come at the levels that are wanted: no faders, no rides.
             * @default false
             */
            respect_user_gains?: boolean;
            /**
             * @description How long the job is kept: days, or `none` to forget it once the master was downloaded.
             * @example none
             */
            retention?: string | null;
            /**
             * Format: int32
             * @description Rate of the master, in Hz.
             */
            sample_rate?: number | null;
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
            results?: components["schemas"]["Results"] | null;
            /** @description What is being done: `listen`, `mix`, `master`, `finish`, `verify`, `preview`. */
            stage?: string | null;
            /** @description When a worker first took it. */
            started_at?: string | null;
            /** @description Where it stands. */
            status: components["schemas"]["Status"];
            /** @description The stems. */
            stems: components["schemas"]["StemView"][];
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
        /** @description One move, changed. What is not named stays. */
        MoveEdit: {
            /**
             * Format: float
             * @description Share of it that is applied, in percent.
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
            /** @description Whether later decisions leave it alone. */
            locked?: boolean | null;
            /** @description Settings that are different. */
            params?: Record<string, unknown>;
        };
        /** @description A key that was made. */
        NewKey: components["schemas"]["Key"] & {
            /** @description The whole key. It is told this once. */
            secret: string;
        };
        /** @description A place that was made. */
        NewWebhook: components["schemas"]["Webhook"] & {
            /** @description What its signatures are checked with (Standard Webhooks). It is told this once. */
            secret: string;
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
            /** @description What it does. */
            text: string;
            /** @description Unit, empty for plain numbers and choices. */
            unit: string;
        };
        /** @description Every action of a recipe. */
        Parameters: {
            /** @description In the order of the console. */
            processors: components["schemas"]["ProcessorView"][];
        };
        /** @description A span of a recipe's master. */
        PreviewSpan: {
            /**
             * Format: double
             * @description Its length, in seconds; 20 unless asked.
             */
            length_s?: number | null;
            /**
             * Format: double
             * @description Second at which it begins; the most telling passage unless asked.
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
        /** @description What two recipes differ in. */
        RecipeDifference: {
            /** @description Moves that are not the same: `{"change": "added" | "dropped" | "changed", "before", "after"}`. */
            moves: Record<string, unknown>[];
            /** @description Settings of the console that are not the same. */
            settings: components["schemas"]["SettingDifference"][];
            /** @description In words, by stem, bus and return. */
            words: string[];
        };
        /** @description What is to be different. */
        RecipeEdit: {
            /**
             * @description Whole moves to be added at the end, as in a recipe.
             * @default []
             */
            add?: Record<string, unknown>[];
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
        /** @description A recipe with what is known of it. */
        RecipeView: {
            /** @description When it was made, RFC 3339 in UTC. */
            created_at: string;
            /** @description The job whose stems it is for. */
            job_id: string;
            /** @description What it was made from. */
            parent_id?: string | null;
            /** @description The document, after the schema of recipes. Absent in lists. */
            recipe?: Record<string, unknown> | null;
            /** @description Its name; that of the job where a job made it. */
            recipe_id: string;
        };
        /** @description A recipe to be rendered. */
        RenderJob: {
            /**
             * @description Whether gain and ceiling are solved anew, so that the master has the loudness that the recipe
             *     asks for whatever was changed before them. Left out: only where the recipe asks for another
             *     loudness or ceiling than its job made; else it is rendered as it stands, to the bit.
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
             * @example 5
             */
            priority?: number | null;
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
            waveforms_url?: string | null;
        };
        /** @description What a stem may be. */
        RoleCandidate: {
            /**
             * Format: double
             * @description Its probability, 0 to 1.
             */
            confidence: number;
            role: string;
        };
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
         * @description Where a job stands.
         * @enum {string}
         */
        Status: "awaiting_upload" | "queued" | "processing" | "complete" | "failed" | "cancelled";
        /** @description One stem. */
        StemMeta: {
            /** @description Its place in the analysis that `analysis_id` names. */
            index?: number | null;
            /**
             * @description Its name; in a multipart body the name of its part, with or without ending.
             * @default
             * @example kick
             */
            name?: string;
            /**
             * @description What it is, like `kick`, `bass`, `lead_vocal`; heard from its sound unless said.
             * @example kick
             */
            role?: string | null;
            /**
             * @description Leaves it out.
             * @default false
             */
            skip?: boolean;
            /** @description A finished upload that holds its audio. */
            upload_id?: string | null;
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
        /** @description Numbers that win over the profile. */
        Targets: {
            /**
             * Format: double
             * @description Highest true peak of the master, in dBTP.
             * @example -1
             */
            ceiling_dbTP?: number | null;
            /**
             * Format: double
             * @description Largest loudness range, in LU.
             * @example 8
             */
            lra_max?: number | null;
            /**
             * Format: double
             * @description Loudness of the master, in LUFS.
             * @example -10
             */
            lufs?: number | null;
            /**
             * Format: double
             * @description Stereo width; 100 leaves it as mixed.
             * @example 120
             */
            width_pct?: number | null;
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
export type operations = Record<string, never>;
