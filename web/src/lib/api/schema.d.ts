/* Generated from web/schema/openapi.json by `npm run generate`: do not edit. */
export interface paths {
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Settings
         * @description All settings of a scene, the dream's if none is named, and the revision that counts their changes.
         */
        get: operations["get_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Patch Settings
         * @description Change some settings: checked together and applied together, or not at all.
         */
        patch: operations["patch_settings"];
        trace?: never;
    };
    "/api/prompt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Prompt
         * @description Dream of this, and see cameras like this.
         */
        post: operations["set_prompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/strength": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Strength
         * @description Change more, or less: from picture to picture, and from camera to picture.
         */
        post: operations["set_strength"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Config
         * @description What it was started with.
         */
        get: operations["get_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Status
         * @description What ``status.json`` says.
         */
        get: operations["get_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause
         * @description Hold the picture until somebody resumes it.
         */
        post: operations["pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume
         * @description Go on. Other reasons to hold back keep theirs.
         */
        post: operations["resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Skip
         * @description On to something else.
         */
        post: operations["skip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop
         * @description End the dream and put its engine away. The server stays.
         */
        post: operations["stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start
         * @description Dream again after a stop; nothing happens if it dreams.
         */
        post: operations["start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Words
         * @description What the engine understands of a prompt, word by word.
         */
        get: operations["get_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get History
         * @description What can be looked at again, at most one frame in ``every_s`` seconds.
         */
        get: operations["get_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/history/{number}.jpg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Moment
         * @description One frame as it was shown.
         */
        get: operations["get_moment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/branch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Branch
         * @description Go on from a frame of the last minutes.
         */
        post: operations["branch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/fork": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fork
         * @description Go on from a picture of one's own; a PNG that Dream Window wrote brings its words along.
         */
        post: operations["fork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep
         * @description Keep what was just shown as a clip, with the recipe of every frame, even while nothing is recorded.
         */
        post: operations["keep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/favourite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Favourite
         * @description Mark the frame on show; it is recorded if it was not.
         */
        post: operations["favourite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/themes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Themes
         * @description What is dreamed of in turn.
         */
        get: operations["get_themes"];
        /**
         * Put Themes
         * @description Go on with these, until the program ends. The theme of now stays if it is one of them.
         */
        put: operations["put_themes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/themes/turn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn
         * @description On to this theme, or to the next one, now; a prompt that was set is cleared.
         */
        post: operations["turn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/taste": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Taste
         * @description What was kept, and which words lead back to it.
         */
        get: operations["get_taste"];
        put?: never;
        post?: never;
        /**
         * Forget Taste
         * @description Forget what was liked. The pictures and their hearts stay.
         */
        delete: operations["forget_taste"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dream/more-like-this": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * More Like This
         * @description Come back to this picture and its words, and stay closer to what was kept: ``taste`` is at least 0.5 then.
         */
        post: operations["more_like_this"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Engines
         * @description What is there, what it can do, what is missing.
         */
        get: operations["list_engines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{name}/select": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Select Engine
         * @description Let this engine make the pictures from here on, until the program ends; the dream goes on meanwhile.
         *
         *     Answers once it does. If it cannot be opened, the other dreams on as before.
         */
        post: operations["select_engine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/current.{extension}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Still
         * @description The picture on show, with ``ETag`` and ``Last-Modified``.
         */
        get: operations["get_still"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stream.mjpeg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Stream
         * @description The dream as Motion JPEG. Who reads slowly misses frames, and never sees old ones.
         */
        get: operations["get_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Recordings
         * @description Those since the server was started, the newest first. The library has the earlier ones.
         */
        get: operations["list_recordings"];
        put?: never;
        /**
         * Start Recording
         * @description Record what is shown, from now on until it is ended: as a film, and a session of the library.
         *
         *     What is recorded already is refused until that recording has ended.
         */
        post: operations["start_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recordings/{recording}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Recording
         * @description How it goes.
         */
        get: operations["get_recording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recordings/{recording}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Recording
         * @description End it; answers once the film is whole. Nothing happens if it has ended.
         */
        post: operations["stop_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recordings/{recording}/{film}.mp4": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Film
         * @description The film of a recording that has ended, in this run of the server or before; by ranges if asked.
         */
        get: operations["get_film"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sinks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sinks
         * @description What the config declares under ``live.sinks``, and how it goes.
         */
        get: operations["list_sinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sinks/{name}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Sink
         * @description Send there from here on; what was sent there before is not any more.
         */
        post: operations["start_sink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sinks/{name}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Sink
         * @description Send no more.
         */
        post: operations["stop_sink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sources
         * @description What the config declares under ``live.sources``, and how it goes.
         */
        get: operations["list_sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/{name}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Source
         * @description Let it play; nothing happens if it does.
         */
        post: operations["start_source"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/{name}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Source
         * @description End it.
         */
        post: operations["stop_source"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/{name}/stream.mjpeg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Source Stream
         * @description What it is restyled to, as Motion JPEG. Who reads slowly misses frames, and never sees old ones.
         */
        get: operations["get_source_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description Answers while the process lives.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness
         * @description 200 when an engine can make a frame now, else 503 with the reason.
         */
        get: operations["readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log In
         * @description Give this browser a cookie that stands for a key, for 30 days or until the key is revoked.
         */
        post: operations["log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log Out
         * @description Take this browser's cookie away.
         */
        post: operations["log_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Ticket
         * @description A ticket that opens one socket within seconds: for who cannot send a header with it.
         */
        post: operations["make_ticket"];
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
        /**
         * Metrics
         * @description Frames, drops by cause, stage times, viewers, memory and more, as Prometheus reads them.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Everything ever made, by folder, newest first.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session
         * @description One session.
         */
        get: operations["get_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Images
         * @description Its pictures, by name.
         */
        get: operations["list_images"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Annotate Many
         * @description The same of many: of all or of none.
         */
        patch: operations["annotate_many"];
        trace?: never;
    };
    "/api/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Stats
         * @description How many there are of what.
         */
        get: operations["get_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images/{session}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Image
         * @description The file as it is, by ranges if asked; or its thumbnail, 240 pixels high, made now if need be.
         */
        get: operations["get_image"];
        put?: never;
        post?: never;
        /**
         * Delete
         * @description Move a picture to the library's trash.
         */
        delete: operations["delete"];
        options?: never;
        head?: never;
        /**
         * Annotate
         * @description Mark, rate or tag a picture. It is on disk when this answers.
         */
        patch: operations["annotate"];
        trace?: never;
    };
    "/api/images/{session}/{name}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Facts
         * @description All that the file says: the recipe of ours, the parameters of A1111, ComfyUI and InvokeAI.
         */
        get: operations["get_facts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images/{session}/{name}/entry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Entry
         * @description What the catalogue knows of it.
         */
        get: operations["get_entry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete Many
         * @description Move many to the trash.
         */
        post: operations["delete_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images/{session}/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore
         * @description Bring it back to where it was.
         */
        post: operations["restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Many
         * @description Bring many back.
         */
        post: operations["restore_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images/{session}/{name}/dream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dream On
         * @description The dream goes on from this picture, with its words if it is one of ours; it begins if there is none.
         */
        post: operations["dream_on"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description Pictures: newest first, or the most alike first where ``like``, ``shows`` or ``colour`` is given.
         */
        get: operations["search"];
        put?: never;
        /**
         * Search By Picture
         * @description Pictures most alike to the one in the body. Nothing is kept of it.
         */
        post: operations["search_by_picture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description These pictures as they are, and ``pictures.json`` with what is known of each. Sent as it is made.
         */
        get: operations["export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/films": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Films
         * @description All that there are; they go with the server.
         */
        get: operations["list_films"];
        put?: never;
        /**
         * Make Film
         * @description Have a film made, in turn. GET says how far it is.
         */
        post: operations["make_film"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/films/{film}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow Film
         * @description How far it is, and what came of it.
         */
        get: operations["follow_film"];
        put?: never;
        post?: never;
        /**
         * Drop Film
         * @description Break it off, or throw it away.
         */
        delete: operations["drop_film"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/films/{film}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch Film
         * @description The film, once it is done; by ranges if asked.
         */
        get: operations["fetch_film"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Runs
         * @description Experiments and programs: those that go on first, then the newest.
         */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run
         * @description One run, with what it took of the machine.
         */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run Log
         * @description The end of what it printed, or where it says something.
         */
        get: operations["get_run_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Run
         * @description Ask it to end, with everything that it started. Answers at once; its record is closed when it has ended.
         */
        post: operations["stop_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restart Run
         * @description Start a program of the config anew, ended first where it still runs; answers with the run that begins.
         */
        post: operations["restart_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webrtc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Webrtc
         * @description Whether cameras can come over WebRTC, and what they need to know first.
         */
        get: operations["webrtc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webrtc/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offer
         * @description Link a camera: it has a place at once, which it loses if it does not connect within 30 s.
         */
        post: operations["offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webrtc/offer/{id}": {
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
         * Hang Up
         * @description The camera leaves. One whose connection breaks off leaves by itself.
         */
        delete: operations["hang_up"];
        options?: never;
        head?: never;
        /**
         * Add Candidate
         * @description Another way to reach the camera, found after its offer.
         */
        patch: operations["add_candidate"];
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Root
         * @description The page for a browser; service info as JSON for anyone else.
         */
        get: operations["root"];
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
        /**
         * AnswerView
         * @description The answer, with all candidates of this machine.
         */
        AnswerView: {
            /**
             * Id
             * @description Of this connection, known to nobody else.
             */
            id: string;
            /**
             * Type
             * @default answer
             * @constant
             */
            type: "answer";
            /** Sdp */
            sdp: string;
        };
        /**
         * BranchRequest
         * @description Where to go on from.
         */
        BranchRequest: {
            /**
             * Number
             * @description A frame of ``/api/dream/history``.
             */
            number: number;
        };
        /**
         * CandidateBody
         * @description An `RTCIceCandidate`, by the names that it has in the browser.
         */
        CandidateBody: {
            /**
             * Candidate
             * @description Empty: no more will come.
             * @example candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host
             */
            candidate: string;
            /**
             * Sdpmid
             * @description The part of the offer that it is for; or its number:
             */
            sdpMid?: string | null;
            /**
             * Sdpmlineindex
             * @description See `sdpMid`.
             */
            sdpMLineIndex?: number | null;
            /**
             * Usernamefragment
             * @description Not looked at.
             */
            usernameFragment?: string | null;
        };
        /**
         * Chosen
         * @description Pictures of one session.
         */
        Chosen: {
            /** Names */
            names: string[];
        };
        /**
         * ConfigSetting
         * @description One setting of the config.
         */
        ConfigSetting: {
            /**
             * Key
             * @description As in ``generation.width``.
             */
            key: string;
            value: components["schemas"]["JsonValue"];
            default: components["schemas"]["JsonValue"];
            /**
             * Place
             * @description Where it was set, as in ``dreamwindow.yaml line 12``; ``null`` for a default.
             */
            place: string | null;
            /** Description */
            description: string;
            /**
             * Live
             * @description Whether ``PATCH /api/settings`` can change it while it runs.
             */
            live: boolean;
        };
        /**
         * ConfigView
         * @description The whole config, in the order of its groups.
         */
        ConfigView: {
            /** Settings */
            settings: components["schemas"]["ConfigSetting"][];
        };
        /**
         * EngineList
         * @description Every engine that is installed, or that is broken.
         */
        EngineList: {
            /** Engines */
            engines: components["schemas"]["EngineView"][];
        };
        /**
         * EngineView
         * @description One engine.
         */
        EngineView: {
            /** Name */
            name: string;
            /** Description */
            description: string;
            /** Available */
            available: boolean;
            /**
             * Why
             * @description Why it is not available.
             */
            why: string | null;
            /**
             * Selected
             * @description Whether it makes the pictures now.
             */
            selected: boolean;
            /**
             * Modes
             * @description The modes it can dream in.
             */
            modes: string[];
            /**
             * Unused
             * @description Settings that mean nothing to it.
             */
            unused: string[];
        };
        /**
         * FactsView
         * @description All that a picture says of how it was made.
         */
        FactsView: {
            /**
             * Maker
             * @description ``dreamwindow``, ``a1111``, ``comfyui`` or ``invokeai``; ``null`` for a picture that says nothing.
             */
            maker: string | null;
            /** Prompt */
            prompt: string;
            /** Negative Prompt */
            negative_prompt: string;
            /** Seed */
            seed: string | null;
            /** Model */
            model: string | null;
            /**
             * More
             * @description Whatever else it says, for a person to read.
             */
            more: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * FieldProblem
         * @description One value that was refused.
         */
        FieldProblem: {
            /**
             * Pointer
             * @description JSON Pointer into the body (``#/strength``), or the query parameter's name.
             */
            pointer: string;
            /** Detail */
            detail: string;
        };
        /**
         * FilmView
         * @description One film.
         */
        FilmView: {
            /** Id */
            id: string;
            /**
             * Name
             * @description Of the file.
             */
            name: string;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "making" | "done" | "failed";
            /** Pictures */
            pictures: number;
            /**
             * Done
             * @description How many of the pictures are in it.
             */
            done: number;
            /**
             * Seconds
             * @description How long it is, once it is done.
             */
            seconds: number;
            /**
             * Bytes
             * @description How large it is, once it is done.
             */
            bytes: number;
            /**
             * Skipped
             * @description Pictures that could not be read.
             */
            skipped: number;
            /**
             * Problem
             * @description Why it failed.
             */
            problem: string | null;
            /** Remedy */
            remedy: string | null;
        };
        /**
         * FilmWish
         * @description What to make a film of, and how. Frames of one session are shown as they were; others in the order given.
         */
        FilmWish: {
            /**
             * Of
             * @description ``SESSION/NAME`` of single pictures.
             */
            of?: string[];
            /**
             * Sessions
             * @description All of these.
             */
            sessions?: string[];
            /**
             * Kind
             * @description A film, or an animation for pages and chats.
             * @default mp4
             * @enum {string}
             */
            kind: "mp4" | "webp" | "gif";
            /**
             * Interpolation
             * @description Between two pictures: a fade, what moved moved along (``flow``), or a cut (``none``).
             * @default fade
             * @enum {string}
             */
            interpolation: "none" | "fade" | "flow";
            /**
             * Each S
             * @description Seconds that each picture stays; ``null``: as long as it was on show, at most a second.
             */
            each_s?: number | null;
            /**
             * Captions
             * @description Whether the prompt stands in the picture.
             * @default false
             */
            captions: boolean;
        };
        /**
         * FilmsView
         * @description Films of this run of the server, the newest first.
         */
        FilmsView: {
            /** Films */
            films: components["schemas"]["FilmView"][];
        };
        /**
         * Gone
         * @description What lies in the trash now; ``restore`` brings it back.
         */
        Gone: {
            /** Session */
            session: string;
            /** Names */
            names: string[];
        };
        /**
         * Health
         * @description The process lives.
         */
        Health: {
            /**
             * Status
             * @default ok
             * @constant
             */
            status: "ok";
            /**
             * Model Loaded
             * @description Whether an engine can make a frame now.
             */
            model_loaded: boolean;
            /** Version */
            version: string;
        };
        /**
         * HistoryView
         * @description The last minutes, oldest first.
         */
        HistoryView: {
            /** Session Id */
            session_id: string | null;
            /** Moments */
            moments: components["schemas"]["MomentView"][];
        };
        /**
         * IceServerView
         * @description A STUN or TURN server, as `RTCPeerConnection` takes it.
         */
        IceServerView: {
            /** Urls */
            urls: string;
            /** Username */
            username: string | null;
            /** Credential */
            credential: string | null;
        };
        /**
         * ImageView
         * @description A picture.
         */
        ImageView: {
            /** Session */
            session: string;
            /** Name */
            name: string;
            /**
             * Version
             * @description Changes whenever the file does: with ``v=`` of it, an answer is kept for a year.
             */
            version: string;
            /**
             * Made At
             * Format: date-time
             * @description When the file was written.
             */
            made_at: string;
            /** Bytes */
            bytes: number;
            /**
             * Width
             * @description Pixels, upright; ``null`` while nobody has looked.
             */
            width: number | null;
            /** Height */
            height: number | null;
            /** Prompt */
            prompt: string;
            /**
             * Seed
             * @description In words: some have more digits than a number holds.
             */
            seed: string | null;
            /** Model */
            model: string | null;
            /** Favourite */
            favourite: boolean;
            /**
             * Rating
             * @description 1 to 5.
             */
            rating: number | null;
            /** Tags */
            tags: string[];
            /** Colours */
            colours: string[];
            /**
             * Problem
             * @description Why it cannot be shown.
             */
            problem: string | null;
        };
        /**
         * ImagesView
         * @description A stretch of pictures.
         */
        ImagesView: {
            /** Images */
            images: components["schemas"]["ImageView"][];
            /**
             * Cursor
             * @description Asks for the next stretch; ``null`` at the end.
             */
            cursor: string | null;
        };
        JsonValue: unknown;
        /**
         * KeepRequest
         * @description How much to keep.
         */
        KeepRequest: {
            /**
             * Seconds
             * @description Of what was shown last.
             * @default 30
             */
            seconds: number;
        };
        /**
         * Kept
         * @description A file that was made.
         */
        Kept: {
            /**
             * File
             * @description On the machine that dreams.
             */
            file: string;
        };
        /**
         * LeadView
         * @description Words that lead back to what was kept.
         */
        LeadView: {
            /** Prompt */
            prompt: string;
            /**
             * Share
             * @description How much of what was kept they lead to, 0 to 1.
             */
            share: number;
        };
        /**
         * LikeView
         * @description One picture that was kept.
         */
        LikeView: {
            /**
             * Picture
             * @description Its file in the folder of all sessions.
             */
            picture: string;
            /**
             * Prompt
             * @description What it was dreamed of.
             */
            prompt: string;
            /**
             * Liked At
             * @description ISO 8601 with zone.
             */
            liked_at: string;
        };
        /**
         * LogLineView
         * @description One line that was printed.
         */
        LogLineView: {
            /**
             * At
             * @description Where it begins, in bytes.
             */
            at: number;
            /** Text */
            text: string;
        };
        /**
         * LogView
         * @description Lines of a log, in their order.
         */
        LogView: {
            /** Lines */
            lines: components["schemas"]["LogLineView"][];
            /**
             * End
             * @description Give it as ``after`` to have what comes next.
             */
            end: number;
            /**
             * Left Out
             * @description Whether there are earlier lines that were asked for and not given.
             */
            left_out: boolean;
        };
        /**
         * Login
         * @description What a person types where a key is asked for.
         */
        Login: {
            /**
             * Key
             * @description As `dreamwindow key new` showed it.
             */
            key: string;
        };
        /**
         * MomentView
         * @description One frame that can be looked at again.
         */
        MomentView: {
            /** Number */
            number: number;
            /**
             * Age S
             * @description Seconds since it was shown.
             */
            age_s: number;
            /** Prompt */
            prompt: string;
        };
        /**
         * MoreRequest
         * @description Of which picture there shall be more.
         */
        MoreRequest: {
            /**
             * Number
             * @description A frame of ``/api/dream/history``; ``null`` is the one on show.
             */
            number?: number | null;
        };
        /**
         * OfferBody
         * @description What an `RTCPeerConnection` with one video track both ways offers; a data channel is for words, as on `/ws`.
         */
        OfferBody: {
            /**
             * Type
             * @default offer
             * @constant
             */
            type: "offer";
            /**
             * Sdp
             * @example v=0
             *     …
             */
            sdp: string;
            /**
             * Scene
             * @description Whose settings its frames are made with, as in a camera's `hello`.
             */
            scene?: string | null;
            /**
             * Token
             * @description Of a camera whose line broke, over WebRTC or not: its settings are as they were.
             */
            token?: string | null;
            /**
             * Stamped
             * @description Whether each frame has a strip below with a number, which comes back below the styled one: see docs/wire.md.
             * @default false
             */
            stamped: boolean;
        };
        /**
         * Problem
         * @description An error, as RFC 9457 has it.
         */
        Problem: {
            /**
             * Type
             * @description ``urn:dreamwindow:problem:`` and a name that is stable, for programs.
             */
            type: string;
            /** Title */
            title: string;
            /** Status */
            status: number;
            /**
             * Detail
             * @description What happened.
             */
            detail: string;
            /**
             * Remedy
             * @description What to do about it.
             * @default null
             */
            remedy: string | null;
            /**
             * Errors
             * @description The values that were refused.
             * @default null
             */
            errors: components["schemas"]["FieldProblem"][] | null;
            /**
             * Reference
             * @description Of an internal error: what to look for in the log.
             * @default null
             */
            reference: string | null;
        };
        /**
         * PromptBody
         * @description What to dream of.
         */
        PromptBody: {
            /**
             * Prompt
             * @description 1 to 2,000 characters; ``null`` lets the themes go on.
             * @example misty forest at dawn
             */
            prompt: string | null;
        };
        /**
         * Readiness
         * @description An engine can make a frame now.
         */
        Readiness: {
            /**
             * Status
             * @default ready
             * @constant
             */
            status: "ready";
        };
        /**
         * RecordingView
         * @description One recording.
         */
        RecordingView: {
            /**
             * Id
             * @description Its session's, in the library too.
             */
            id: string;
            /** Of */
            of: string;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "completed" | "aborted" | "failed" | "died";
            /**
             * Reason
             * @description Why it ended, in words.
             */
            reason: string | null;
            /**
             * Seconds
             * @description How long the film is.
             */
            seconds: number;
            /** Frames */
            frames: number;
            /**
             * Dropped
             * @description Pictures that the disk or the encoder was too slow for.
             */
            dropped: number;
            /**
             * Films
             * @description What ``GET /api/recordings/{id}/{film}.mp4`` has once it has ended.
             */
            films: ("recording" | "camera")[];
            /**
             * Folder
             * @description On the machine that records.
             */
            folder: string;
        };
        /**
         * RecordingWish
         * @description What to record.
         */
        RecordingWish: {
            /**
             * Of
             * @description ``dream``, ``live`` (a camera), or the name of a source.
             * @default dream
             * @example dream
             */
            of: string;
            /**
             * Token
             * @description Of a camera: what its ``welcome`` said. Nobody else's camera can be recorded.
             */
            token?: string | null;
            /**
             * Camera
             * @description Whether what the camera or the source saw is kept as well, as a second film.
             * @default false
             */
            camera: boolean;
        };
        /**
         * RecordingsView
         * @description A page of recordings.
         */
        RecordingsView: {
            /** Recordings */
            recordings: components["schemas"]["RecordingView"][];
            /**
             * Cursor
             * @description Where to go on; ``null`` at the end.
             */
            cursor: string | null;
        };
        /**
         * RtcView
         * @description Whether cameras can come over WebRTC.
         */
        RtcView: {
            /** Available */
            available: boolean;
            /**
             * Why
             * @description What is missing, if it is not.
             */
            why: string | null;
            /**
             * Ice Servers
             * @description Of the config: none, unless somebody named some.
             */
            ice_servers: components["schemas"]["IceServerView"][];
        };
        /**
         * RunView
         * @description An experiment, or one run of a program.
         */
        RunView: {
            /**
             * Id
             * @description For addresses; the library knows its session by the same.
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "experiment" | "engine";
            /**
             * Name
             * @description The program, or the experiment's script.
             */
            name: string;
            /** State */
            state: ("running" | "completed" | "aborted" | "failed" | "died") | ("starting" | "ready" | "waiting" | "failed" | "stopped" | "foreign");
            /**
             * Is Open
             * @description Whether it goes on.
             */
            is_open: boolean;
            /**
             * Stopping
             * @description Whether it was asked to end here, and has not yet.
             */
            stopping: boolean;
            /**
             * Says
             * @description Why it is in that state, in words.
             */
            says: string;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /** Ended At */
            ended_at: string | null;
            /**
             * Folder
             * @description Where its record is, on the server.
             */
            folder: string;
            /** Subject Id */
            subject_id: string | null;
            /** User Id */
            user_id: string | null;
            /**
             * Url
             * @description Where a program answers.
             */
            url: string | null;
            /**
             * Revision
             * @description The commit that a program was installed from.
             */
            revision: string | null;
            /**
             * Restarts
             * @description How often a program was started again by itself.
             */
            restarts: number;
            /**
             * Can Restart
             * @description Whether the config declares it, so that it can be started anew.
             */
            can_restart: boolean;
            /** @description Of one that goes on, and of any that is asked for by its id. */
            usage: components["schemas"]["UsageView"] | null;
        };
        /**
         * RunsView
         * @description A page of runs.
         */
        RunsView: {
            /** Runs */
            runs: components["schemas"]["RunView"][];
            /**
             * Cursor
             * @description Where to go on; ``null`` at the end.
             */
            cursor: string | null;
        };
        /**
         * Saying
         * @description What is to be said otherwise; what is left out stays.
         */
        Saying: {
            /** Favourite */
            favourite?: boolean | null;
            /**
             * Rating
             * @description 0 takes it away.
             */
            rating?: number | null;
            /**
             * Tags
             * @description All of them, instead of those it has.
             */
            tags?: string[] | null;
            /** Add Tags */
            add_tags?: string[];
            /** Remove Tags */
            remove_tags?: string[];
        };
        /**
         * SayingOfMany
         * @description The same of many pictures of one session.
         */
        SayingOfMany: {
            /** Favourite */
            favourite?: boolean | null;
            /**
             * Rating
             * @description 0 takes it away.
             */
            rating?: number | null;
            /**
             * Tags
             * @description All of them, instead of those it has.
             */
            tags?: string[] | null;
            /** Add Tags */
            add_tags?: string[];
            /** Remove Tags */
            remove_tags?: string[];
            /** Names */
            names: string[];
        };
        /**
         * ServiceInfo
         * @description What runs here.
         */
        ServiceInfo: {
            /**
             * Service
             * @default dreamwindow
             * @constant
             */
            service: "dreamwindow";
            /** Version */
            version: string;
            /** Engine */
            engine: string | null;
            /**
             * Docs
             * @description The OpenAPI document.
             * @default /openapi.json
             */
            docs: string;
        };
        /**
         * SessionView
         * @description A folder of pictures: a dream, or what another program made.
         */
        SessionView: {
            /**
             * Id
             * @description For addresses.
             */
            id: string;
            /** Title */
            title: string;
            /**
             * Root
             * @description The name of the folder of ``library.roots`` that it lies in; ``sessions`` for our own.
             */
            root: string;
            /**
             * Path
             * @description Its folder, relative to the root.
             */
            path: string;
            /** Kind */
            kind: string;
            /** Status */
            status: string | null;
            /** Stop Reason */
            stop_reason: string | null;
            /** Engine */
            engine: string | null;
            /** Model */
            model: string | null;
            /** Prompt */
            prompt: string | null;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /** Ended At */
            ended_at: string | null;
            /**
             * Newest At
             * Format: date-time
             * @description When its newest picture was written.
             */
            newest_at: string;
            /** Images */
            images: number;
            /** Bytes */
            bytes: number;
            /**
             * Colours
             * @description Up to six, as ``rrggbb``, the most frequent first.
             */
            colours: string[];
            /**
             * Problem
             * @description What of it cannot be read.
             */
            problem: string | null;
        };
        /**
         * SessionsView
         * @description A stretch of the sessions, newest first.
         */
        SessionsView: {
            /** Sessions */
            sessions: components["schemas"]["SessionView"][];
            /**
             * Cursor
             * @description Asks for the next stretch; ``null`` at the end.
             */
            cursor: string | null;
        };
        /**
         * SettingsPatch
         * @description Any of the settings. They are checked together and applied together, or not at all.
         * @example {
         *       "prompt": "coral reef",
         *       "strength": 0.55
         *     }
         */
        SettingsPatch: {
            /**
             * Prompt
             * @description 1 to 2,000 characters. ``null`` clears it: the themes go on.
             */
            prompt?: string | null;
            /**
             * Negative Prompt
             * @description At most 2,000 characters. ``null`` takes the theme's own.
             */
            negative_prompt?: string | null;
            /**
             * Strength
             * @description How far a keyframe leaves the picture it grows from.
             * @default 0.7
             */
            strength: number;
            /**
             * Speed
             * @description How far the seed walks in a second of dream.
             * @default 0.2
             */
            speed: number;
            /**
             * Seed
             * @description The walk starts again here.
             */
            seed?: number | null;
            /**
             * Guidance Scale
             * @description ``null`` is the model's default.
             */
            guidance_scale?: number | null;
            /**
             * Num Inference Steps
             * @description ``null`` is the model's default.
             */
            num_inference_steps?: number | null;
            /**
             * Mode
             * @description Name of a step plan; ``GET /api/engines`` lists those of each engine.
             * @default hybrid
             */
            mode: string;
            /**
             * Width
             * @description Pixels. The picture on show is cut and scaled to the new size, and the dream goes on from it.
             * @default 512
             */
            width: number;
            /**
             * Height
             * @description Pixels.
             * @default 512
             */
            height: number;
            /**
             * Display Rate Hz
             * @description Frames shown a second, as long as the engine keeps up.
             * @default 24
             */
            display_rate_hz: number;
            /**
             * Taste
             * @description How much of what a person kept comes back: 0 *surprise me*, 1 *stay close*. Raised, it turns to it at once.
             * @default 0.3
             */
            taste: number;
        };
        /**
         * SettingsView
         * @description All settings of a scene.
         * @example {
         *       "display_rate_hz": 24,
         *       "height": 512,
         *       "mode": "hybrid",
         *       "prompt": "misty forest at dawn",
         *       "revision": 7,
         *       "speed": 0.3,
         *       "strength": 0.4,
         *       "taste": 0.3,
         *       "width": 512
         *     }
         */
        SettingsView: {
            /**
             * Revision
             * @description Counts the changes. Each frame says which revision made it.
             */
            revision: number;
            /**
             * Prompt
             * @description What a person asked for; ``null`` while the themes take turns.
             */
            prompt: string | null;
            /**
             * Negative Prompt
             * @description What to keep out; ``null`` takes the theme's own.
             */
            negative_prompt: string | null;
            /**
             * Strength
             * @description How far a keyframe leaves the picture it grows from, 0 to 1.
             */
            strength: number;
            /**
             * Speed
             * @description How far the seed walks in a second of dream, 0 to 5.
             */
            speed: number;
            /**
             * Seed
             * @description Where the walk started when it was last set.
             */
            seed: number | null;
            /**
             * Guidance Scale
             * @description ``null`` is the model's default.
             */
            guidance_scale: number | null;
            /**
             * Num Inference Steps
             * @description ``null`` is the model's default.
             */
            num_inference_steps: number | null;
            /**
             * Mode
             * @description Name of the step plan.
             */
            mode: string;
            /**
             * Width
             * @description Pixels.
             */
            width: number;
            /**
             * Height
             * @description Pixels.
             */
            height: number;
            /**
             * Display Rate Hz
             * @description Frames shown a second, as long as the engine keeps up.
             */
            display_rate_hz: number;
            /**
             * Taste
             * @description How much of what a person kept comes back: 0 *surprise me*, 1 *stay close*.
             */
            taste: number;
        };
        /**
         * SinkView
         * @description One sink. Where it sends to is not told: the key of a stream is in it.
         */
        SinkView: {
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Of */
            of: string;
            /**
             * State
             * @description ``stopped``, ``opening``, ``sending``, or ``waiting`` (for a picture, or it is tried again).
             */
            state: string;
            /**
             * Says
             * @description Why it waits.
             */
            says: string | null;
            /** Pictures */
            pictures: number;
            /**
             * Openings
             * @description How often it was opened since it began.
             */
            openings: number;
        };
        /**
         * SinkWish
         * @description What to send.
         */
        SinkWish: {
            /**
             * Of
             * @description ``dream``, ``live`` (a camera) or the name of a source; ``null`` is what the config says.
             * @example dream
             */
            of?: string | null;
            /**
             * Token
             * @description Of a camera: what its ``welcome`` said.
             */
            token?: string | null;
        };
        /**
         * SinksView
         * @description All that the config declares.
         */
        SinksView: {
            /** Sinks */
            sinks: components["schemas"]["SinkView"][];
        };
        /**
         * SourceView
         * @description One source.
         */
        SourceView: {
            /** Name */
            name: string;
            /**
             * Place
             * @description Without user, password and query.
             */
            place: string;
            /**
             * State
             * @description ``stopped``, ``opening``, ``playing``, ``waiting`` (it is tried again) or ``ended``.
             */
            state: string;
            /**
             * Says
             * @description Why it does not play.
             */
            says: string | null;
            /**
             * Pictures
             * @description Given since it began.
             */
            pictures: number;
            /**
             * Fps
             * @description Restyled a second, over the last few seconds.
             */
            fps: number;
        };
        /**
         * SourcesView
         * @description All that the config declares.
         */
        SourcesView: {
            /** Sources */
            sources: components["schemas"]["SourceView"][];
        };
        /**
         * StatsView
         * @description Counts over everything; ``by_*`` are name to images.
         */
        StatsView: {
            /** Sessions */
            sessions: number;
            /** Images */
            images: number;
            /** Bytes */
            bytes: number;
            /** Favourites */
            favourites: number;
            /** Rated */
            rated: number;
            /**
             * Unreadable
             * @description Pictures that cannot be shown.
             */
            unreadable: number;
            /**
             * Described
             * @description Pictures that can be found by their look: what compares pictures now has seen them.
             */
            described: number;
            /**
             * Reads Words
             * @description Whether pictures are found by words for what is in them.
             */
            reads_words: boolean;
            /** By Root */
            by_root: {
                [key: string]: number;
            };
            /** By Model */
            by_model: {
                [key: string]: number;
            };
            /** By Tag */
            by_tag: {
                [key: string]: number;
            };
        };
        /**
         * StatusView
         * @description One look at the run: what ``status.json`` says. ``null`` where a thing is not known here.
         * @example {
         *       "buffer_frames": 30,
         *       "buffer_seconds": 1.25,
         *       "current_mode": "hybrid",
         *       "current_prompt": "misty forest at dawn",
         *       "engine": "procedural",
         *       "fps": 24,
         *       "frame_number": 1042,
         *       "generation_time": 0.028,
         *       "last_update": "2026-11-21T09:30:00+01:00",
         *       "likes": 12,
         *       "model": "embedded",
         *       "paused": false,
         *       "session_id": "20261121_090448-misty-forest",
         *       "status": "live",
         *       "taste": 0.3,
         *       "uptime_hours": 0.42
         *     }
         */
        StatusView: {
            /**
             * Frame Number
             * @description Number of the frame on show, from 1; 0 before the first.
             */
            frame_number: number;
            /**
             * Generation Time
             * @description Seconds that the newest keyframe took.
             */
            generation_time: number | null;
            /**
             * Status
             * @enum {string}
             */
            status: "starting" | "live" | "paused" | "buffering" | "error" | "stopped";
            /** Current Mode */
            current_mode: string | null;
            /**
             * Current Prompt
             * @description What is dreamt of now, asked for or from the themes; while one slides into the next, the nearer of them.
             */
            current_prompt: string | null;
            /** Cache Size */
            cache_size: number | null;
            /** Cache Hits */
            cache_hits: number | null;
            /** Uptime Hours */
            uptime_hours: number;
            /**
             * Gpu Temp
             * @description Degrees Celsius.
             */
            gpu_temp: number | null;
            /** Vram Used Gb */
            vram_used_gb: number | null;
            /** Paused */
            paused: boolean;
            /** Pause Reason */
            pause_reason: string | null;
            /**
             * Last Update
             * @description ISO 8601 with zone.
             */
            last_update: string | null;
            /** Session Id */
            session_id: string | null;
            /** Engine */
            engine: string | null;
            /** Model */
            model: string | null;
            /**
             * Next Engine
             * @description The engine that is being opened to take over, while the other dreams on.
             */
            next_engine: string | null;
            /**
             * Fps
             * @description Frames shown a second, over the last few seconds.
             */
            fps: number | null;
            /** Buffer Frames */
            buffer_frames: number | null;
            /** Buffer Seconds */
            buffer_seconds: number | null;
            /** Cache Injections */
            cache_injections: number | null;
            /** Collapse Score */
            collapse_score: number | null;
            /** Colour Drift */
            colour_drift: number | null;
            /**
             * Slowed
             * @description So many times fewer pictures are made than could be, so that a budget of processor or battery holds.
             */
            slowed: number | null;
            /**
             * Slow Reason
             * @description Which budget, and what was used of it when the dream went slower.
             */
            slow_reason: string | null;
            /**
             * Progress
             * @description How far the keyframe at work is, 0 to 1, if it takes longer than half a second.
             */
            progress: number | null;
            /**
             * Taste
             * @description How much of what a person kept comes back, 0 to 1.
             */
            taste: number | null;
            /**
             * Likes
             * @description How many pictures were kept that draw the dream.
             */
            likes: number | null;
            /**
             * Pictures Let Go
             * @description How many recorded pictures went since the start, so that recording.max_gb holds; their recipes stay.
             */
            pictures_let_go: number | null;
            /**
             * Error
             * @description What is wrong: with the engine while ``status`` is ``error``, else with something beside it, a full disk say.
             */
            error: string | null;
        };
        /**
         * StrengthBody
         * @description How far a keyframe leaves the picture it grows from.
         */
        StrengthBody: {
            /**
             * Strength
             * @example 0.55
             */
            strength: number;
        };
        /**
         * TasteView
         * @description What draws the dream, and where to.
         */
        TasteView: {
            /**
             * Taste
             * @description The setting of that name: 0 *surprise me*, 1 *stay close*.
             */
            taste: number;
            /**
             * Likes
             * @description Oldest first; the newest hundred count.
             */
            likes: components["schemas"]["LikeView"][];
            /** Leads To */
            leads_to: components["schemas"]["LeadView"][];
        };
        /**
         * ThemeBody
         * @description Something to dream of.
         */
        "ThemeBody-Input": {
            /**
             * Prompt
             * @description 1 to 2,000 characters.
             * @example misty forest in the morning
             */
            prompt: string;
            /**
             * Negative Prompt
             * @description What is not wanted with it; ``null`` takes the general one.
             */
            negative_prompt?: string | null;
        };
        /**
         * ThemeBody
         * @description Something to dream of.
         */
        "ThemeBody-Output": {
            /**
             * Prompt
             * @description 1 to 2,000 characters.
             * @example misty forest in the morning
             */
            prompt: string;
            /**
             * Negative Prompt
             * @description What is not wanted with it; ``null`` takes the general one.
             */
            negative_prompt: string | null;
        };
        /**
         * ThemesBody
         * @description Themes in the order of their turns.
         */
        ThemesBody: {
            /**
             * Themes
             * @example [
             *       {
             *         "negative_prompt": "people",
             *         "prompt": "misty forest in the morning"
             *       }
             *     ]
             */
            themes: components["schemas"]["ThemeBody-Input"][];
        };
        /**
         * ThemesView
         * @description The themes, and which one is dreamed of.
         */
        ThemesView: {
            /**
             * Themes
             * @example [
             *       {
             *         "negative_prompt": "people",
             *         "prompt": "misty forest in the morning"
             *       }
             *     ]
             */
            themes: components["schemas"]["ThemeBody-Output"][];
            /**
             * Current
             * @description The prompt of the theme whose turn it is: one of the list, or words that taste led to.
             */
            current: string;
            /**
             * Held
             * @description Whether a prompt that somebody set is dreamed of instead.
             */
            held: boolean;
        };
        /**
         * Ticket
         * @description Opens one socket: ``/ws?ticket=…``.
         */
        Ticket: {
            /** Ticket */
            ticket: string;
            /**
             * Expires In S
             * @description Seconds until it is worth nothing.
             * @default 30
             */
            expires_in_s: number;
        };
        /**
         * TurnRequest
         * @description Where to turn.
         */
        TurnRequest: {
            /**
             * Place
             * @description Counts in the list from 0; ``null`` is the next one.
             */
            place?: number | null;
        };
        /**
         * Understood
         * @description A prompt as it was read.
         */
        Understood: {
            /**
             * Reads Words
             * @description Whether the engine says what it understands.
             */
            reads_words: boolean;
            /** Words */
            words: components["schemas"]["WordView"][];
        };
        /**
         * UsageView
         * @description What a run took of the machine over its whole time. The lists go together, an item for each stretch of time.
         */
        UsageView: {
            /**
             * Began At
             * @description When it was looked at first.
             */
            began_at: string | null;
            /**
             * Step S
             * @description How many seconds a stretch is.
             */
            step_s: number;
            /**
             * At S
             * @description When each begins, in seconds after ``began_at``; where nothing ran there is none.
             */
            at_s: number[];
            /**
             * Memory Bytes
             * @description The most of it, with everything that it started.
             */
            memory_bytes: number[];
            /**
             * Cpu Percent
             * @description On average; 100 is one core.
             */
            cpu_percent: number[];
            /**
             * Gpu Memory Bytes
             * @description The most of it, where that can be known.
             */
            gpu_memory_bytes: (number | null)[];
        };
        /**
         * WordView
         * @description One word or phrase, in the order of the prompt.
         */
        WordView: {
            /** Text */
            text: string;
            /**
             * Weight
             * @description 1 is plain. ``(word:1.3)`` in a prompt weighs it.
             */
            weight: number;
            /**
             * Taken As
             * @description What it was taken for: a ``word``, a ``phrase``, a ``colour``, or ``unknown``.
             */
            taken_as: string;
            /**
             * Colours
             * @description ``rrggbb``, dark to light, for words that bring their own.
             */
            colours: string[];
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
    get_settings: {
        parameters: {
            query?: {
                /** @description The scene: `dream`; `live`, in which cameras start; or one that cameras share by its name. Default: the first two. */
                scene?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_settings: {
        parameters: {
            query?: {
                /** @description The scene: `dream`; `live`, in which cameras start; or one that cameras share by its name. Default: the first two. */
                scene?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_prompt: {
        parameters: {
            query?: {
                /** @description The scene: `dream`; `live`, in which cameras start; or one that cameras share by its name. Default: the first two. */
                scene?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromptBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_strength: {
        parameters: {
            query?: {
                /** @description The scene: `dream`; `live`, in which cameras start; or one that cameras share by its name. Default: the first two. */
                scene?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrengthBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    skip: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk has 0.4 GB left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:disk-too-full",
                     *       "title": "Insufficient Storage",
                     *       "status": 507,
                     *       "detail": "The disk has 0.4 GB left."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_words: {
        parameters: {
            query: {
                /** @description As it would be dreamed, weights and all. */
                prompt: string;
                /** @description What is to be kept out of it. */
                negative_prompt?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Understood"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_history: {
        parameters: {
            query?: {
                /** @description The least time between two of them, in seconds. */
                every_s?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_moment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    branch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BranchRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/png": string;
                "image/jpeg": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk has 0.4 GB left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:disk-too-full",
                     *       "title": "Insufficient Storage",
                     *       "status": 507,
                     *       "detail": "The disk has 0.4 GB left."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    favourite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk has 0.4 GB left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:disk-too-full",
                     *       "title": "Insufficient Storage",
                     *       "status": 507,
                     *       "detail": "The disk has 0.4 GB left."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_themes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThemesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_themes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThemesBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThemesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    turn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TurnRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThemesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_taste: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TasteView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_taste: {
        parameters: {
            query?: {
                /** @description Only this one of `likes`. */
                picture?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TasteView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk has 0.4 GB left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:disk-too-full",
                     *       "title": "Insufficient Storage",
                     *       "status": 507,
                     *       "detail": "The disk has 0.4 GB left."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    more_like_this: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoreRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk has 0.4 GB left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:disk-too-full",
                     *       "title": "Insufficient Storage",
                     *       "status": 507,
                     *       "detail": "The disk has 0.4 GB left."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_engines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineList"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    select_engine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineList"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_still: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                extension: "jpg" | "png" | "webp";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    ETag?: string;
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                };
            };
            /** @description The picture is the one you have (If-None-Match, If-Modified-Since). */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_stream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "multipart/x-mixed-replace; boundary=dreamwindow-frame": string;
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_recordings: {
        parameters: {
            query?: {
                /** @description Where the last answer ended. */
                cursor?: string | null;
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_recording: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordingWish"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description dream is recorded already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:already-recorded",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "dream is recorded already."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk has 0.4 GB left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:disk-too-full",
                     *       "title": "Insufficient Storage",
                     *       "status": 507,
                     *       "detail": "The disk has 0.4 GB left."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_film: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording: string;
                film: "recording" | "camera";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    "Accept-Ranges"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": string;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sinks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SinksView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_sink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SinkWish"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SinkView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_sink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SinkView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourcesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_source: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_source: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_source_stream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "multipart/x-mixed-replace; boundary=dreamwindow-frame": string;
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
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
            /** @description Prometheus' text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                /** @description Where the last answer ended. */
                cursor?: string | null;
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_images: {
        parameters: {
            query?: {
                /** @description Where the last answer ended. */
                cursor?: string | null;
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    annotate_many: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SayingOfMany"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description annotations.json cannot be read. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:session-damaged",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "annotations.json cannot be read."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_stats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_image: {
        parameters: {
            query?: {
                /** @description A small one in its place. */
                thumbnail?: boolean;
                /** @description Its version: the answer may be kept then. */
                v?: string | null;
            };
            header?: never;
            path: {
                session: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    ETag?: string;
                    "Accept-Ranges"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/jpeg": string;
                    "image/webp": string;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is the one you have. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gone"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    annotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Saying"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description annotations.json cannot be read. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:session-damaged",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "annotations.json cannot be read."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_facts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_many: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Chosen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gone"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_many: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Chosen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dream_on: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search: {
        parameters: {
            query?: {
                /** @description `SESSION/NAME`: most alike first. */
                like?: string | null;
                /** @description Where the last answer ended. */
                cursor?: string | null;
                /** @description At most so many. */
                limit?: number;
                /** @description Words that all stand in what was said of a picture: `forest "misty lake" -people`. The last may be a beginning, quotes keep words together, a minus leaves pictures out. Signs among them: `tag:wall`, `model:flux`, `seed:42`, `rating:4` or `★4` (so, or better), `is:favourite` or `♥`, `#e8a33d`, `since:2026-11-01`, `until:2026-12-01`, `shows:"a red fox"`. A model, seed or colour that is given by itself goes before its sign. */
                q?: string;
                /** @description Words for what is in a picture, with CLIP: best first. */
                shows?: string | null;
                /** @description `rrggbb`: nearest first. */
                colour?: string | null;
                /** @description Its id, as `GET /api/sessions` gives it. */
                session?: string | null;
                /** @description Part of the model's name, in any case: `flux`. */
                model?: string | null;
                /** @description The whole seed, as the picture has it. */
                seed?: string | null;
                /** @description Only those with a heart, or only those without. */
                favourite?: boolean | null;
                /** @description So, or better. */
                rating?: number | null;
                /** @description All of them. */
                tag?: string[];
                /** @description From then on; a day, or a time. */
                since?: string | null;
                /** @description Before then. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_by_picture: {
        parameters: {
            query?: {
                /** @description Where the last answer ended. */
                cursor?: string | null;
                /** @description At most so many. */
                limit?: number;
                /** @description Words that all stand in what was said of a picture: `forest "misty lake" -people`. The last may be a beginning, quotes keep words together, a minus leaves pictures out. Signs among them: `tag:wall`, `model:flux`, `seed:42`, `rating:4` or `★4` (so, or better), `is:favourite` or `♥`, `#e8a33d`, `since:2026-11-01`, `until:2026-12-01`, `shows:"a red fox"`. A model, seed or colour that is given by itself goes before its sign. */
                q?: string;
                /** @description Words for what is in a picture, with CLIP: best first. */
                shows?: string | null;
                /** @description `rrggbb`: nearest first. */
                colour?: string | null;
                /** @description Its id, as `GET /api/sessions` gives it. */
                session?: string | null;
                /** @description Part of the model's name, in any case: `flux`. */
                model?: string | null;
                /** @description The whole seed, as the picture has it. */
                seed?: string | null;
                /** @description Only those with a heart, or only those without. */
                favourite?: boolean | null;
                /** @description So, or better. */
                rating?: number | null;
                /** @description All of them. */
                tag?: string[];
                /** @description From then on; a day, or a time. */
                since?: string | null;
                /** @description Before then. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/png": string;
                "image/jpeg": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export: {
        parameters: {
            query?: {
                /** @description `SESSION/NAME`, of one picture. */
                of?: string[];
                /** @description All of a session. */
                session?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_films: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilmsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_film: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilmWish"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilmView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The disk has 0.4 GB left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:disk-too-full",
                     *       "title": "Insufficient Storage",
                     *       "status": 507,
                     *       "detail": "The disk has 0.4 GB left."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_film: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                film: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilmView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_film: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                film: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fetch_film: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                film: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    "Accept-Ranges"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": string;
                    "image/webp": string;
                    "image/gif": string;
                };
            };
            /** @description The range asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: {
                /** @description Where the last answer ended. */
                cursor?: string | null;
                /** @description At most so many. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunsView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_run_log: {
        parameters: {
            query?: {
                /** @description `end` of the last answer: only what came since. */
                after?: number | null;
                /** @description Only lines that hold this, in any case. */
                q?: string;
                /** @description At most so many, the last. */
                lines?: number;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description annotations.json cannot be read. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:session-damaged",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "annotations.json cannot be read."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restart_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description annotations.json cannot be read. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:session-damaged",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "annotations.json cannot be read."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webrtc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RtcView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    offer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswerView"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hang_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the answer said. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the answer said. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CandidateBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of another site may not steer this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:foreign-origin",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "A page of another site may not steer this one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unknown-name",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "There is no such thing."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 16,000,000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:content-too-large",
                     *       "title": "Content Too Large",
                     *       "status": 413,
                     *       "detail": "The body is longer than 16,000,000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body has to be JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415,
                     *       "detail": "A body has to be JSON."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description strength 2.0 is not a number between 0 and 1. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:settings-rejected",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "strength 2.0 is not a number between 0 and 1."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    root: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceInfo"];
                };
            };
            /** @description The body is not JSON, or there is a key in the address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:bad-json",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body is not JSON, or there is a key in the address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server asks for a key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:no-key",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This server asks for a key."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This server does not answer to that name. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:wrong-host",
                     *       "title": "Misdirected Request",
                     *       "status": 421,
                     *       "detail": "This server does not answer to that name."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests from your address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many requests from your address."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside Dream Window. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:internal-error",
                     *       "title": "Internal Server Error",
                     *       "status": 500,
                     *       "detail": "Something went wrong inside Dream Window."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No engine can make a frame now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dreamwindow:problem:engine-unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "No engine can make a frame now."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
