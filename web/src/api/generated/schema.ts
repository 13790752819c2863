// Made by "make generate" from the API's own document; not to be changed by hand.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The account's voices, by name. */
        AccountVoiceList: {
            items: components["schemas"]["AccountVoiceOut"][];
        };
        /** @description A voice of the account. */
        AccountVoiceOut: {
            accent: string;
            gender: string;
            id: string;
            languages: string[];
            name: string;
            preview_url: string;
        };
        /** @description Something that happened. `subject_id` has the prefix of what it is about. */
        Activity: {
            agent_name: string | null;
            /** Format: date-time */
            at: string;
            id: string;
            /** @example conversation.ended */
            kind: string;
            outcome: string | null;
            subject_id: string;
        };
        /**
         * @description What tools can do beyond asking an address with a key.
         * @enum {string}
         */
        AdvancedTool: "mcp" | "oauth2" | "plugin";
        /**
         * @description What is to change about an agent; what is left out stays.
         * @example {
         *       "name": "Recepción",
         *       "tags": [
         *         "clínica"
         *       ]
         *     }
         */
        AgentChange: {
            description?: string | null;
            kind?: components["schemas"]["Kind"] | null;
            name?: string | null;
            purpose?: components["schemas"]["Purpose"] | null;
            tags?: string[] | null;
        };
        /** @description An agent as a file. Nothing secret that could be found is in it. */
        AgentExportOut: {
            content: string;
            /** @example recepcion.yaml */
            file_name: string;
            losses: components["schemas"]["ExportLoss"][];
            secrets_removed: number;
        };
        /** @description One agent in the period. */
        AgentFigures: {
            agent_id: string;
            conversations: number;
            conversion: number | null;
            name: string;
            response_ms: number | null;
        };
        /** @description What a file changes in a draft. */
        AgentFileChanges: {
            changes: components["schemas"]["ChangeOut"][];
            /**
             * @description Scenarios of which the file says nothing, by name: they stay
             * @default []
             */
            only_here: string[];
        };
        /** @description The last files, newest first. */
        AgentImportList: {
            items: components["schemas"]["AgentImportSummary"][];
        };
        /** @description What would be, or was, made of a file. What is kept of it holds no secret that could be found. */
        AgentImportOut: {
            agent: components["schemas"]["ImportedAgent"] | null;
            author: string;
            /** Format: date-time */
            created_at: string;
            file_name: string;
            flows: components["schemas"]["ImportedFlow"][];
            /**
             * @description Whose kind of file it is
             * @example typebot
             */
            format: string;
            format_version: string;
            /** @example aim_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description As a file of our own tells */
            kind: components["schemas"]["Kind"] | null;
            /** @description As the texts read, or as it was chosen */
            language: string;
            losses: components["schemas"]["ImportLoss"][];
            made_at: string | null;
            name: string;
            /** @description What the checks say of it as it came */
            problems: components["schemas"]["ProblemOut"][];
            /** @description As a file of our own tells */
            purpose: components["schemas"]["Purpose"] | null;
            /** @description By name; only our own files bring some */
            scenarios: string[];
            secrets_removed: number;
            /** @description In bytes, of all files together */
            size: number;
            tools: components["schemas"]["ImportedTool"][];
            /**
             * @description What it came in with, where there were several
             * @example aup_01k9h2v7zq4m8x3n5t6w1y0r2s
             */
            upload: string | null;
            variables: string[];
        };
        /** @description A file that came in. */
        AgentImportSummary: {
            agent: components["schemas"]["ImportedAgent"] | null;
            author: string;
            /** Format: date-time */
            created_at: string;
            file_name: string;
            /**
             * @description Whose kind of file it is
             * @example typebot
             */
            format: string;
            format_version: string;
            /** @example aim_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description As the texts read, or as it was chosen */
            language: string;
            made_at: string | null;
            name: string;
            secrets_removed: number;
            /** @description In bytes, of all files together */
            size: number;
            /**
             * @description What it came in with, where there were several
             * @example aup_01k9h2v7zq4m8x3n5t6w1y0r2s
             */
            upload: string | null;
        };
        /**
         * @description A new agent: from a template, or with a greeting and answers from what the business told us.
         * @example {
         *       "kind": "chat",
         *       "languages": [
         *         "es"
         *       ],
         *       "name": "Recepción",
         *       "purpose": "inbound"
         *     }
         */
        AgentIn: {
            /** @default  */
            description: string;
            /** @default chat */
            kind: components["schemas"]["Kind"];
            /**
             * @default [
             *       "en"
             *     ]
             */
            languages: ("es" | "en" | "pt" | "pt-BR" | "fr" | "de" | "it" | "ca" | "gl" | "eu" | "nl" | "pl" | "ro" | "sv" | "da" | "nb" | "fi" | "cs" | "sk" | "sl" | "hr" | "hu" | "el" | "bg" | "uk" | "ru" | "lt" | "lv" | "et" | "tr" | "ar" | "he" | "hi" | "zh" | "ja" | "ko" | "vi" | "th" | "id")[];
            name: string;
            /** @default inbound */
            purpose: components["schemas"]["Purpose"];
            /** @default [] */
            tags: string[];
            template?: string | null;
        };
        /** @description How far one of an agent's languages is. `total` counts the texts that the main language has. */
        AgentLanguage: {
            /** @description Said by the engine's own sentences */
            built_in: number;
            /** @example fr */
            code: string;
            edited: number;
            machine: number;
            missing: number;
            outdated: number;
            /** @description None: no scenario is written in the main language */
            parity: components["schemas"]["AgentLanguageParity"] | null;
            /** @description The mean of the texts that have one */
            score: number | null;
            total: number;
        };
        /**
         * @description How many of the scenarios came to the same as in the main language, with the draft as it is now.
         *
         *     What is neither the same nor different was not compared with it yet.
         */
        AgentLanguageParity: {
            different: number;
            same: number;
            total: number;
        };
        /** @description An agent's languages. `offered` are those that may be added. */
        AgentLanguages: {
            items: components["schemas"]["AgentLanguage"][];
            main: string;
            most: number;
            offered: string[];
        };
        /** @description One page of agents. */
        AgentList: {
            items: components["schemas"]["AgentSummary"][];
            next_cursor?: string | null;
            total: number;
        };
        /** @description An agent as its page shows it. */
        AgentOut: {
            can: string[];
            /** Format: date-time */
            created_at: string;
            description: string;
            draft_revision: number;
            /** Format: date-time */
            draft_saved_at: string;
            has_changes: boolean;
            /** @example agt_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            kind: components["schemas"]["Kind"];
            languages: string[];
            live_number: number | null;
            live_published_at?: string | null;
            name: string;
            purpose: components["schemas"]["Purpose"];
            revision: number;
            status: components["schemas"]["Status"];
            steps: string[];
            tags: string[];
            template: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description The agent that answered. */
        AgentRef: {
            id: string;
            name: string;
        };
        /** @description An agent in a list. */
        AgentSummary: {
            can: string[];
            /** Format: date-time */
            created_at: string;
            description: string;
            has_changes: boolean;
            /** @example agt_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            kind: components["schemas"]["Kind"];
            languages: string[];
            live_number: number | null;
            name: string;
            purpose: components["schemas"]["Purpose"];
            status: components["schemas"]["Status"];
            tags: string[];
            template: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A text in the main language and in another one, with its place in the flows. */
        AgentText: {
            /** @description The translation back that the score was measured by */
            back: string;
            /** @description What the wording breaks of its source */
            faults: ("empty" | "placeholders" | "markup" | "links" | "numbers" | "terms" | "wordings" | "too_long")[];
            /**
             * @description The name of its part of the node or the agent
             * @example question
             */
            field: string;
            flow: string;
            flow_id: string;
            key: string;
            /**
             * @description Phrases: words that mean it, one to a line
             * @enum {string}
             */
            kind: "text" | "phrases";
            node: string;
            node_id: string;
            node_kind: string;
            score: number | null;
            source: string;
            /** @description What the engine says here in this language while nobody has worded it */
            standard: string;
            state: components["schemas"]["State"];
            /** @description Terms of the source that stay as they are */
            terms: string[];
            text: string;
            /** @description What translated it; empty where a person wrote it */
            translator: string;
        };
        /** @description Every text of an agent that a language can have, in the order of the flows. */
        AgentTexts: {
            items: components["schemas"]["AgentText"][];
            language: string;
            main: string;
        };
        /** @description Several agents that came in at once: any of them can be made, each by itself. */
        AgentUploadOut: {
            id: string;
            items: components["schemas"]["FoundAgent"][];
            left_out: components["schemas"]["LeftOutAgent"][];
        };
        /** @description How far the judge agrees with people: a share with its 95 % interval, and Cohen's kappa. */
        AgreementOut: {
            agreed: number;
            high: number;
            kappa: number | null;
            least_kappa: number;
            least_marks: number;
            low: number;
            marks: number;
            /** @description Whether all of its verdicts together would be enough to count */
            trusted: boolean;
        };
        /**
         * @description A key to be made. It may do no more than its maker, and reaches the agents named, or all of its maker's.
         *
         *     One for some agents makes none, and no tools.
         * @example {
         *       "agent_ids": [],
         *       "days": 90,
         *       "name": "Build server",
         *       "permissions": [
         *         "agent:read",
         *         "agent:update"
         *       ]
         *     }
         */
        ApiKeyIn: {
            /** @default [] */
            agent_ids: string[];
            /**
             * @description Until it expires
             * @default 90
             */
            days: number;
            name: string;
            permissions: ("agent:read" | "agent:update" | "agent:create" | "tool:manage")[];
        };
        /** @description All keys, newest first. */
        ApiKeyList: {
            items: components["schemas"]["ApiKeyOut"][];
        };
        /** @description A new key with its secret, which is kept nowhere. */
        ApiKeyMade: {
            /** @description Empty: all that its maker reaches */
            agent_ids: string[];
            /** Format: date-time */
            created_at: string;
            /** @description Its last four characters */
            ending: string;
            /** Format: date-time */
            expires_at: string;
            /** @example key_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            key: string;
            /** @description To the hour */
            last_used_at: string | null;
            made_by: string;
            name: string;
            permissions: string[];
            /** @description Not once it has expired or its maker has left */
            works: boolean;
        };
        /** @description A key. The key itself is shown once, when it is made. */
        ApiKeyOut: {
            /** @description Empty: all that its maker reaches */
            agent_ids: string[];
            /** Format: date-time */
            created_at: string;
            /** @description Its last four characters */
            ending: string;
            /** Format: date-time */
            expires_at: string;
            /** @example key_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description To the hour */
            last_used_at: string | null;
            made_by: string;
            name: string;
            permissions: string[];
            /** @description Not once it has expired or its maker has left */
            works: boolean;
        };
        /** @description Ask where this holds of an argument. */
        ApprovalRule: {
            /** @default  */
            argument: string;
            /**
             * @default more_than
             * @enum {string}
             */
            comparison: "more_than" | "less_than" | "equals" | "differs";
            /** @default  */
            value: string;
        };
        /** @description B's mean less A's, and between what it truly lies, at every look alike; shares from 0 to 1. */
        ArmDifferenceOut: {
            estimate: number;
            high: number;
            low: number;
        };
        /** @description What one version came to. `number` is its version's; none before the start. */
        ArmOut: {
            conversations: number;
            goal: components["schemas"]["FigureOut"];
            number: number | null;
            people: number;
        };
        /**
         * @description A finding to put aside: it stays so until what it is about changes.
         * @example {
         *       "document_id": "doc_01k9h2v7zq4m8x3n5t6w1y0r2s",
         *       "key": "0123456789abcdef0123456789abcdef",
         *       "reason": "done"
         *     }
         */
        AsideIn: {
            document_id: string;
            key: string;
            /** @enum {string} */
            reason: "no_contradiction" | "done" | "fine";
        };
        /** @description That somebody put a finding aside. */
        AsideOut: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @enum {string} */
            reason: "no_contradiction" | "done" | "fine";
        };
        /** @description A file that the visitor sent; `size` in bytes. */
        AttachmentOut: {
            id: string;
            name: string;
            size: number;
            type: string;
        };
        AttemptList: {
            items: components["schemas"]["AttemptOut"][];
            next_cursor?: string | null;
        };
        /** @description One call of the campaign. */
        AttemptOut: {
            /** Format: date-time */
            at: string;
            attempt: number;
            call_id: string | null;
            contact: components["schemas"]["CalledPerson"];
            cost: components["schemas"]["CampaignMoney"];
            duration_seconds: number;
            ended_at: string | null;
            id: string;
            outcome: string;
        };
        /** @description Whom to call: everybody who matches. `view_id` and `import_id` name a saved view and an imported file. */
        Audience: {
            /** @default  */
            import_id: string;
            /**
             * @default filter
             * @enum {string}
             */
            kind: "filter" | "import" | "view";
            /**
             * @description A member's id, or `none`
             * @default
             */
            owner: string;
            /** @default  */
            search: string;
            /** @default  */
            source: string;
            /**
             * @default
             * @enum {string}
             */
            stage: "" | "new" | "contacted" | "interested" | "booked" | "won" | "lost";
            /** @default  */
            tag: string;
            /** @default  */
            view_id: string;
        };
        /** @description One page of the trail, the newest first. */
        AuditEntryList: {
            items: components["schemas"]["AuditEntryOut"][];
            next_cursor?: string | null;
        };
        /** @description One act: who, what, to which thing, and what changed. */
        AuditEntryOut: {
            /** @example agent_publish */
            action: string;
            actor_id: string | null;
            /** @example user */
            actor_kind: string;
            actor_name: string;
            address: string;
            after?: unknown;
            /** Format: date-time */
            at: string;
            before?: unknown;
            /** @example aud_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            request_id: string;
            sequence: number;
            /** @example agt_01k9h2v7zq4m8x3n5t6w1y0r2s */
            subject_id: string;
            /** @example agent */
            subject_kind: string;
        };
        /**
         * @description A finding to show again.
         * @example {
         *       "document_id": "doc_01k9h2v7zq4m8x3n5t6w1y0r2s",
         *       "key": "0123456789abcdef0123456789abcdef"
         *     }
         */
        BackIn: {
            document_id: string;
            key: string;
        };
        /** @description The stages in their order, each with its count. */
        Board: {
            items: components["schemas"]["BoardColumn"][];
        };
        /** @description A stage and how many contacts are in it, counted up to 1,001: that and more. */
        BoardColumn: {
            closed: boolean;
            /** @enum {string} */
            id: "new" | "contacted" | "interested" | "booked" | "won" | "lost";
            name: string;
            total: number;
        };
        /** @description A bound: questions and answers in all, the longest wait for an answer in seconds, or the cost in millionths. */
        BoundCheck: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "at_most";
            limit: number;
            /** @enum {string} */
            what: "turns" | "seconds" | "cost";
        };
        /** @description What an organization's pages look like. */
        Brand: {
            /** @example #0b7a75 */
            color?: string | null;
            logo_url?: string | null;
        };
        /** @description What an organization's pages look like. */
        BrandOut: {
            color?: string | null;
            logo_url?: string | null;
        };
        /**
         * @description What is to change; what is left out stays.
         * @example {
         *       "limit_micros": 300000000
         *     }
         */
        BudgetChange: {
            action?: ("warn" | "pause") | null;
            limit_micros?: number | null;
            thresholds?: number[] | null;
        };
        /**
         * @description A new limit.
         * @example {
         *       "currency": "USD",
         *       "limit_micros": 200000000,
         *       "period": "month",
         *       "scope": "organization"
         *     }
         */
        BudgetIn: {
            /**
             * @description `pause`: nothing that costs starts any more
             * @default pause
             * @enum {string}
             */
            action: "warn" | "pause";
            /** @description USD, or the organization's own currency */
            currency: string;
            /** @description Millionths of the currency */
            limit_micros: number;
            period: components["schemas"]["Span"];
            scope: components["schemas"]["ScopeKind"];
            /** @description Of the agent, campaign or account; null for all */
            scope_id?: string | null;
            /**
             * @description Per cent of the limit at which to tell
             * @default [
             *       50,
             *       80
             *     ]
             * @example [
             *       50,
             *       80
             *     ]
             */
            thresholds: number[];
        };
        /** @description Every limit. */
        BudgetList: {
            can: string[];
            /** @description In which a limit may be set */
            currencies: string[];
            items: components["schemas"]["BudgetOut"][];
        };
        /** @description A limit with what its present period has spent and holds for what is under way. */
        BudgetOut: {
            /** @enum {string} */
            action: "warn" | "pause";
            can: string[];
            currency: string;
            /** @description The first day of the next period */
            ends: string | null;
            /** @description When nothing is left at the present pace, if that is in the period */
            forecast: string | null;
            id: string;
            /** @description Below zero when more was spent than allowed */
            left_micros: number;
            limit_micros: number;
            period: components["schemas"]["Span"];
            reserved_micros: number;
            revision: number;
            scope: components["schemas"]["ScopeKind"];
            scope_id: string;
            /** @description Null when it is gone, and for the organization */
            scope_name: string | null;
            settled_micros: number;
            starts: string | null;
            thresholds: number[];
        };
        /**
         * @description One change for all of them; what is left out stays. `owner_id` empty takes the owner away.
         * @example {
         *       "ids": [
         *         "con_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *       ],
         *       "stage": "contacted"
         *     }
         */
        BulkIn: {
            /** @default [] */
            add_tags: string[];
            ids: string[];
            owner_id?: string | null;
            /** @default [] */
            remove_tags: string[];
            stage?: ("new" | "contacted" | "interested" | "booked" | "won" | "lost") | null;
        };
        /** @description How many were changed; those that are gone, and those that were so already, are not counted. */
        BulkOut: {
            changed: number;
        };
        /** @description The voice account; `id` is null once it was removed. */
        CallAccount: {
            id: string | null;
            label: string;
            platform: string;
        };
        /** @description The agent that talks. `version` is the number that it runs, where that is known. */
        CallAgent: {
            id: string;
            name: string;
            version: number | null;
        };
        /**
         * @description A call to be made later.
         * @example {
         *       "agent_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s",
         *       "at": "2035-03-01T10:00:00Z",
         *       "kind": "follow_up"
         *     }
         */
        CallbackIn: {
            /**
             * @description The call in which it was agreed on
             * @default
             */
            after: string;
            agent_id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "prospecting" | "qualification" | "follow_up" | "closing";
            /** @default  */
            note: string;
        };
        /** @description Calls to be made, the next one first. */
        CallbackList: {
            items: components["schemas"]["CallbackOut"][];
            next_cursor?: string | null;
        };
        /** @description A call that is to be made at `at`. `problem` is a code when it could not be. */
        CallbackOut: {
            agent: components["schemas"]["CallAgent"] | null;
            /** Format: date-time */
            at: string;
            call_id: string | null;
            can: string[];
            contact: components["schemas"]["CallContact"] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** @example cbk_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @enum {string} */
            kind: "prospecting" | "qualification" | "follow_up" | "closing";
            note: string;
            problem: string;
            reasons: components["schemas"]["CallbackReason"][];
            /** @enum {string} */
            status: "waiting" | "called" | "refused" | "cancelled";
        };
        /** @description A rule that spoke against a call. `until` is when time alone takes it away. */
        CallbackReason: {
            code: string;
            sentence: string;
            until: string | null;
        };
        /** @description The next call that was agreed on. */
        CallCallback: {
            /** Format: date-time */
            at: string;
            id: string;
        };
        /**
         * @description What is to change; what is left out stays.
         * @example {
         *       "next_action": "Send it",
         *       "notes": "Wants an offer for two."
         *     }
         */
        CallChange: {
            next_action?: string | null;
            notes?: string | null;
            outcome?: components["schemas"]["Outcome"] | null;
        };
        /** @description Who is called, or calls. */
        CallContact: {
            id: string;
            name: string;
        };
        /** @description What it cost. `final` says that the platform expects no more. */
        CallCost: {
            currency: string;
            final: boolean;
            micros: number;
        };
        /** @description A part of the cost, under the platform's name for it. */
        CallCostItem: {
            currency: string;
            item: string;
            micros: number;
        };
        CalledPerson: {
            id: string;
            name: string;
        };
        /** @description What a call of so many minutes may cost. */
        CallEstimate: {
            currency: string;
            micros: number;
            minutes: number;
        };
        /** @description Which calls. Days are the organization's own, both included. */
        CallFilterIn: {
            /** @default  */
            account: string;
            /** @default  */
            agent: string;
            /** @default  */
            campaign: string;
            /** @default  */
            contact: string;
            direction?: ("inbound" | "outbound" | "web") | null;
            from?: string | null;
            outcome?: components["schemas"]["Outcome"] | null;
            /**
             * @description Part of a number, or of the contact's name
             * @default
             */
            q: string;
            /** @description Whether they are still going on */
            running?: boolean | null;
            status?: components["schemas"]["CallStatus"] | null;
            to?: string | null;
        };
        /**
         * @description Who is to call a lead, and why. Without a number, the lead's main one is called.
         * @example {
         *       "agent_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s",
         *       "kind": "prospecting"
         *     }
         */
        CallIn: {
            agent_id: string;
            /** @enum {string} */
            kind: "prospecting" | "qualification" | "follow_up" | "closing";
            /**
             * @description What the agent is told beside what is known of the lead
             * @default
             */
            note: string;
            /** @default  */
            number: string;
        };
        /** @description What a language model drew from the talk. It may be wrong: what a person or the platform says comes first. */
        CallInsights: {
            callback_at: string | null;
            next_action: string;
            objections: string[];
            outcome: string;
            sentiment: string;
            summary: string;
        };
        /** @description One page of calls, the newest first. `total` comes with the first page and stops at 1,001. */
        CallList: {
            items: components["schemas"]["CallOut"][];
            next_cursor?: string | null;
            total: number | null;
        };
        /** @description An amount in micro-units: 1,000,000 is one of the currency. */
        CallMoney: {
            currency: string;
            micros: number;
        };
        /** @description An agent that may be chosen. `why_not` is a code when it cannot call now. */
        CallOption: {
            account: components["schemas"]["CallAccount"];
            description: string;
            estimate: components["schemas"]["CallEstimate"];
            free: boolean;
            id: string;
            name: string;
            voice: components["schemas"]["CallVoice"] | null;
            why_not: ("no_free_line" | "account_failing" | "agent_paused") | null;
        };
        /** @description Whether and by whom a lead can be called now. `number` is the one that would be dialled. */
        CallOptions: {
            agents: components["schemas"]["CallOption"][];
            decision: components["schemas"]["DecisionOut"];
            number: string;
            numbers: string[];
            /** @description The call with this lead that is under way */
            running: string | null;
        };
        /**
         * @description A call. `evidence` says by what we know how it ended: the platform's webhook, our asking the platform, its
         *     refusal to dial, or our own word.
         */
        CallOut: {
            account: components["schemas"]["CallAccount"];
            agent: components["schemas"]["CallAgent"] | null;
            answered_at: string | null;
            attempt: number;
            callback: components["schemas"]["CallCallback"] | null;
            campaign_id: string | null;
            can: string[];
            collected: {
                [key: string]: unknown;
            };
            /** @description How sure the platform is of what it heard, 0 to 1 */
            confidence: number | null;
            contact: components["schemas"]["CallContact"] | null;
            conversation_id: string | null;
            cost: components["schemas"]["CallCost"] | null;
            cost_lines: components["schemas"]["CallCostItem"][];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** @enum {string} */
            direction: "inbound" | "outbound" | "web";
            duration_seconds: number | null;
            ended_at: string | null;
            ending: components["schemas"]["Ending"] | null;
            /** @description When what was said in it was let go of: it was as old as calls are kept, or its contact was deleted */
            erased_at: string | null;
            error: string;
            estimate: components["schemas"]["CallMoney"] | null;
            /** @enum {string} */
            evidence: "" | "webhook" | "asked" | "placing" | "us";
            from_number: string;
            /** @example call_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            insights: components["schemas"]["CallInsights"] | null;
            kind: ("prospecting" | "qualification" | "follow_up" | "closing") | null;
            /** @description Milliseconds, by the platform's measure */
            latency: {
                [key: string]: number;
            };
            next_action: string;
            notes: string;
            outcome: components["schemas"]["Outcome"] | null;
            platform_reason: string;
            recording: boolean;
            revision: number;
            ringing_at: string | null;
            routing: components["schemas"]["CallRouting"] | null;
            sentiment: string;
            status: components["schemas"]["CallStatus"];
            /** @description It runs, and was not dialled yet or is at a platform that can hang up */
            stoppable: boolean;
            /** @description Somebody asked to end it, and the platform has not confirmed yet */
            stopping: boolean;
            successful: boolean | null;
            summary: string;
            /** @description It is answered, and a person can go on with it in the agent's place */
            takes_over: boolean;
            to_number: string;
            /** @enum {string} */
            transcript_status: "pending" | "processing" | "completed" | "failed";
        };
        /**
         * @description An account that the call did not go by, and the code of what spoke against it. `tried`: it was asked, and did
         *     not dial.
         */
        CallPassed: {
            account: string;
            label: string;
            reason: string;
            /** @default false */
            tried: boolean;
        };
        /**
         * @description Why the call goes by its account: the only one of its agent, the others were not well, it had most lines free,
         *     or none was better.
         */
        CallRouting: {
            passed: components["schemas"]["CallPassed"][];
            /** @enum {string} */
            why: "only" | "well" | "lines" | "last";
        };
        /** @description Calls may be made from `opens` to `closes`, on the clock of the one who is called. */
        CallSpan: {
            /** @example 18:00 */
            closes: string;
            /** @example 10:00 */
            opens: string;
        };
        /** @description That nobody is called, since when, why and by whom. */
        CallsStopped: {
            by: string;
            reason: string;
            /** Format: date-time */
            since: string;
        };
        /**
         * @description Where a call stands. It only moves forward; the last three are ends.
         * @enum {string}
         */
        CallStatus: "queued" | "initiating" | "ringing" | "in_progress" | "completed" | "failed" | "cancelled";
        /** @description What was said in a call; it grows while the call goes on. */
        CallTranscript: {
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed";
            utterances: components["schemas"]["UtteranceOut"][];
        };
        /** @description How the agent sounds. */
        CallVoice: {
            id: string;
            name: string;
            preview_url: string;
        };
        CampaignAgent: {
            id: string;
            name: string;
            /** @description Published and not paused */
            ready: boolean;
        };
        /**
         * @description What is to change; what is left out stays. `null` empties the agent, the start and the budget.
         * @example {
         *       "name": "Spring check-up",
         *       "pace": 20
         *     }
         */
        CampaignChange: {
            agent_id?: string | null;
            audience?: components["schemas"]["Audience"] | null;
            budget_micros?: number | null;
            calls_per_day?: number | null;
            concurrency?: number | null;
            gap_minutes?: number | null;
            kind?: ("prospecting" | "qualification" | "follow_up" | "closing") | null;
            max_attempts?: number | null;
            name?: string | null;
            pace?: number | null;
            purpose?: ("marketing" | "service") | null;
            retry?: {
                [key: string]: number;
            } | null;
            starts_at?: string | null;
            stop_rules?: components["schemas"]["StopRulesIn"] | null;
            topic?: string | null;
            voicemail?: ("hang_up" | "message" | "retry") | null;
            windows?: {
                [key: string]: components["schemas"]["CampaignSpan"][];
            } | null;
        };
        /**
         * @description A new campaign, as a draft.
         * @example {
         *       "audience": {
         *         "kind": "filter",
         *         "tag": "check-up"
         *       },
         *       "kind": "follow_up",
         *       "name": "Spring check-up",
         *       "pace": 10,
         *       "purpose": "service",
         *       "retry": {
         *         "busy": 30,
         *         "no_answer": 120
         *       },
         *       "stop_rules": {
         *         "booked": 20
         *       },
         *       "windows": {
         *         "monday": [
         *           {
         *             "closes": "13:00",
         *             "opens": "10:00"
         *           }
         *         ]
         *       }
         *     }
         */
        CampaignIn: {
            agent_id?: string | null;
            /**
             * @default {
             *       "kind": "filter",
             *       "view_id": "",
             *       "import_id": "",
             *       "search": "",
             *       "stage": "",
             *       "owner": "",
             *       "tag": "",
             *       "source": ""
             *     }
             */
            audience: components["schemas"]["Audience"];
            budget_micros?: number | null;
            /**
             * @description To one person in 24 hours
             * @default 2
             */
            calls_per_day: number;
            /**
             * @description Calls at the same time
             * @default 2
             */
            concurrency: number;
            /**
             * @description Between two calls to one person
             * @default 60
             */
            gap_minutes: number;
            /**
             * @default prospecting
             * @enum {string}
             */
            kind: "prospecting" | "qualification" | "follow_up" | "closing";
            /** @default 3 */
            max_attempts: number;
            name: string;
            /**
             * @description Calls begun in a minute
             * @default 10
             */
            pace: number;
            /**
             * @default marketing
             * @enum {string}
             */
            purpose: "marketing" | "service";
            /**
             * @description Minutes to wait after each outcome; one that is left out is final
             * @default {
             *       "no_answer": 120,
             *       "busy": 30,
             *       "failed": 60
             *     }
             */
            retry: {
                [key: string]: number;
            };
            starts_at?: string | null;
            /**
             * @default {
             *       "booked": null,
             *       "interested": null,
             *       "until": null,
             *       "failure_percent": null
             *     }
             */
            stop_rules: components["schemas"]["StopRulesIn"];
            /** @default  */
            topic: string;
            /**
             * @default hang_up
             * @enum {string}
             */
            voicemail: "hang_up" | "message" | "retry";
            /**
             * @description Hours of each weekday. A day that is left out has none; without any day, any hour
             * @default {}
             */
            windows: {
                [key: string]: components["schemas"]["CampaignSpan"][];
            };
        };
        CampaignList: {
            items: components["schemas"]["CampaignSummary"][];
            next_cursor?: string | null;
        };
        CampaignMoney: {
            currency: string;
            micros: number;
        };
        /** @description Everything about a campaign. `blocked` says what keeps it from dialling though it runs. */
        CampaignOut: {
            agent: components["schemas"]["CampaignAgent"] | null;
            answered: number;
            audience: components["schemas"]["Audience"];
            /** @description The name of the file or the saved view; empty for a filter, and when it is gone */
            audience_name: string;
            blocked: string;
            blocked_text: string;
            booked: number;
            budget: components["schemas"]["CampaignMoney"] | null;
            calls_per_day: number;
            can: string[];
            concurrency: number;
            counters: components["schemas"]["Counters"];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            dialled: number;
            ended_at: string | null;
            finished: number;
            gap_minutes: number;
            gathered: boolean;
            held: components["schemas"]["CampaignMoney"];
            id: string;
            interested: number;
            /** @enum {string} */
            kind: "prospecting" | "qualification" | "follow_up" | "closing";
            max_attempts: number;
            name: string;
            /** @description When somebody is due next */
            next_at: string | null;
            pace: number;
            people: number;
            /** @enum {string} */
            purpose: "marketing" | "service";
            /** @description Why it paused or ended; empty when a person did it */
            reason: string;
            reason_text: string;
            /** @description Minutes to wait after each outcome; one that is left out is final */
            retry: {
                [key: string]: number;
            };
            revision: number;
            spent: components["schemas"]["CampaignMoney"];
            started_at: string | null;
            starts_at: string | null;
            /** @enum {string} */
            status: "draft" | "scheduled" | "running" | "paused" | "finished" | "stopped";
            stop_rules: components["schemas"]["StopRulesIn"];
            topic: string;
            /** @enum {string} */
            voicemail: "hang_up" | "message" | "retry";
            /** @description Hours of each weekday. A day that is left out has none; without any day, any hour */
            windows: {
                [key: string]: components["schemas"]["CampaignSpan"][];
            };
        };
        /** @description One person in a campaign. */
        CampaignPerson: {
            attempts: number;
            call_id: string | null;
            contact: components["schemas"]["CalledPerson"];
            last_dialled_at: string | null;
            next_at: string | null;
            outcome: string;
            phone: string;
            reason_text: string;
            reasons: string[];
            /** @enum {string} */
            state: "waiting" | "held" | "calling" | "done" | "left_out";
        };
        CampaignPersonList: {
            items: components["schemas"]["CampaignPerson"][];
            next_cursor?: string | null;
        };
        /** @description Calls are made from `opens` to `closes`, on the clock of the one who is called. */
        CampaignSpan: {
            /** @example 18:00 */
            closes: string;
            /** @example 10:00 */
            opens: string;
        };
        /** @description A campaign in a list. `people` counts everybody in it, `finished` those for whom it is over. */
        CampaignSummary: {
            agent: components["schemas"]["CampaignAgent"] | null;
            answered: number;
            booked: number;
            can: string[];
            /** Format: date-time */
            created_at: string;
            dialled: number;
            ended_at: string | null;
            finished: number;
            id: string;
            interested: number;
            /** @enum {string} */
            kind: "prospecting" | "qualification" | "follow_up" | "closing";
            name: string;
            people: number;
            /** @description Why it paused or ended; empty when a person did it */
            reason: string;
            reason_text: string;
            started_at: string | null;
            /** @enum {string} */
            status: "draft" | "scheduled" | "running" | "paused" | "finished" | "stopped";
        };
        /** @description One difference between two states of an agent. */
        ChangeOut: {
            after?: unknown;
            area: string;
            before?: unknown;
            /** @enum {string} */
            how: "added" | "removed" | "changed";
            /**
             * @description Kind of the step that changed
             * @default
             */
            kind: string;
            name: string;
            /** @description Where inside of it, dotted; of a connection the way out that it leaves by */
            path: string;
        };
        /**
         * @description What is to change; what is left out stays. `settings` are replaced as a whole.
         * @example {
         *       "enabled": false
         *     }
         */
        ChannelChange: {
            agent_id?: string | null;
            enabled?: boolean | null;
            name?: string | null;
            origins?: string[] | null;
            settings?: components["schemas"]["WidgetSettings"] | null;
        };
        /**
         * @description A new channel to one agent.
         * @example {
         *       "agent_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s",
         *       "kind": "widget",
         *       "name": "Página web",
         *       "origins": [
         *         "https://www.example.com"
         *       ]
         *     }
         */
        ChannelIn: {
            agent_id: string;
            /** @default true */
            enabled: boolean;
            /**
             * @default widget
             * @enum {string}
             */
            kind: "widget" | "api";
            name: string;
            /**
             * @description Pages that may show it: `https://example.com`, `https://*.example.com`. Empty: only this installation's own pages.
             * @default []
             * @example [
             *       "https://www.example.com"
             *     ]
             */
            origins: string[];
            /**
             * @default {
             *       "position": "right",
             *       "color": null,
             *       "theme": "auto",
             *       "greeting": {},
             *       "ai_notice": {},
             *       "attachments": true,
             *       "calls": false
             *     }
             */
            settings: components["schemas"]["WidgetSettings"];
        };
        /** @description Channels, by name. */
        ChannelList: {
            items: components["schemas"]["ChannelOut"][];
            next_cursor?: string | null;
        };
        /** @description A channel with what a page needs to show it. */
        ChannelOut: {
            agent_id: string;
            agent_name: string;
            can: string[];
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            /** @example chn_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description Publishable: opens nothing but new conversations from the allowed origins */
            key: string;
            /** @enum {string} */
            kind: "widget" | "api";
            name: string;
            origins: string[];
            revision: number;
            /**
             * @description `live`, or why it takes no new conversations
             * @enum {string}
             */
            serving: "live" | "disabled" | "agent_not_published" | "agent_paused" | "agent_archived";
            settings: components["schemas"]["WidgetSettings"];
            /** @description The line of HTML that shows the widget; empty for an API channel */
            snippet: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description What a check found; `seen` is what was there instead, `step` where (0 is the opening).
         *
         *     `judge` is the model that said so; none where a rule did.
         */
        CheckVerdict: {
            judge?: components["schemas"]["VerdictJudge"] | null;
            passed: boolean;
            seen: string;
            step: number | null;
        };
        /** @description One page of clients. */
        ClientList: {
            items: components["schemas"]["ClientOut"][];
            next_cursor?: string | null;
        };
        /** @description A client of an agency, in its list. */
        ClientOut: {
            /** Format: date-time */
            created_at: string;
            id: string;
            name: string;
            plan: string;
            slug: string;
            suspended: boolean;
        };
        /** @description What somebody who clones a voice declares, in the caller's language, and how much may be uploaded. */
        CloneTerms: {
            language: string;
            most_bytes: number;
            most_sample_bytes: number;
            most_samples: number;
            /** @description Whether the plan has cloned voices */
            usable: boolean;
            wording: string;
        };
        /** @description A column of the file: its name, what stands in its first rows, and what it is taken for. */
        ColumnOut: {
            name: string;
            samples: string[];
            /** @enum {string} */
            target: "" | "name" | "first_name" | "last_name" | "company" | "phone" | "email" | "language" | "time_zone" | "country" | "region" | "source" | "stage" | "score" | "tags" | "interest" | "do_not_call" | "consent" | "custom";
        };
        /** @description A scenario in two runs. `broken`: passed there and fails here; `mended` the other way round. */
        ComparedResult: {
            /** @enum {string} */
            change: "broken" | "mended" | "failed" | "passed" | "only_here" | "only_there";
            /** @description The result in this run */
            here: string | null;
            name: string;
            /** @description The result in the other run */
            there: string | null;
        };
        /** @description What this installation offers. */
        ConfigOut: {
            mail_page: boolean;
            signup_open: boolean;
            social_providers: components["schemas"]["SocialProvider"][];
            version: string;
        };
        /** @description An owner's word that a rule does not hold here. */
        ConfirmationOut: {
            /** Format: date-time */
            at: string;
            by: string;
            note: string;
        };
        /**
         * @description Why the rule does not hold for you. It is shown with every decision that rests on it.
         * @example {
         *       "note": "Only customers with a contract, confirmed by our lawyer."
         *     }
         */
        ConfirmIn: {
            note: string;
        };
        /** @description How the test went. `code` says what went wrong; `seconds` is the time until the first word. */
        ConnectionOut: {
            account: components["schemas"]["ModelAccountOut"];
            code?: string | null;
            model: string;
            ok: boolean;
            seconds?: number | null;
        };
        /**
         * @description What somebody agreed to: when, where, in which words.
         * @example {
         *       "automated": true,
         *       "channel": "call",
         *       "purpose": "marketing",
         *       "source": "web form"
         *     }
         */
        ConsentIn: {
            /**
             * @description Covers calls by an artificial voice
             * @default false
             */
            automated: boolean;
            /** @enum {string} */
            channel: "call" | "message" | "email";
            /** @description Now, when left out */
            given_at?: string | null;
            /** @enum {string} */
            purpose: "marketing" | "service";
            source: string;
            /** @default  */
            wording: string;
        };
        /** @description What a contact agreed to, and whether that still holds. */
        ConsentOut: {
            automated: boolean;
            /** @enum {string} */
            channel: "call" | "message" | "email";
            /** Format: date-time */
            given_at: string;
            id: string;
            /** @enum {string} */
            purpose: "marketing" | "service";
            recorded_by: string;
            source: string;
            withdrawn_at: string | null;
            withdrawn_by: string;
            wording: string;
        };
        /**
         * @description What is to change; what is left out stays. `null` empties the score and the owner.
         * @example {
         *       "stage": "interested",
         *       "tags": [
         *         "vip"
         *       ]
         *     }
         */
        ContactChange: {
            company?: string | null;
            country?: string | null;
            custom?: {
                [key: string]: boolean | number | string;
            } | null;
            do_not_call?: boolean | null;
            emails?: string[] | null;
            interest?: string | null;
            language?: string | null;
            name?: string | null;
            owner_id?: string | null;
            phones?: string[] | null;
            region?: string | null;
            score?: number | null;
            source?: string | null;
            stage?: ("new" | "contacted" | "interested" | "booked" | "won" | "lost") | null;
            tags?: string[] | null;
            time_zone?: string | null;
        };
        /** @description Which contacts. */
        ContactFilterIn: {
            do_not_call?: boolean | null;
            /** @default  */
            import: string;
            /**
             * @description A member's id, or `none`
             * @default
             */
            owner: string;
            /**
             * @description Beginnings of words of name, company, address or number
             * @default
             */
            search: string;
            /**
             * @default -created_at
             * @enum {string}
             */
            sort: "-created_at" | "created_at" | "name" | "-name" | "-active_at";
            /** @default  */
            source: string;
            stage?: ("new" | "contacted" | "interested" | "booked" | "won" | "lost") | null;
            /** @default  */
            tag: string;
        };
        /** @description One page of imports, the last first. */
        ContactImportList: {
            items: components["schemas"]["ContactImportOut"][];
            next_cursor?: string | null;
        };
        /** @description A file of contacts and what came of it. `rows_total` counts every line of the table. */
        ContactImportOut: {
            can: string[];
            columns: components["schemas"]["ColumnOut"][];
            consent: components["schemas"]["ImportedConsent"];
            created: number;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            encoding: string;
            error: string;
            file_name: string;
            finished_at: string | null;
            has_header: boolean;
            /** @example imp_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            kept: number;
            /** @enum {string} */
            mode: "skip" | "update";
            refused: number;
            removed: number;
            restored: number;
            rows_done: number;
            rows_total: number;
            separator: string;
            sheet: string;
            /** @description The sheets of a workbook; none of a text file */
            sheets: string[];
            size: number;
            skipped: number;
            source: string;
            /** @enum {string} */
            status: "draft" | "waiting" | "running" | "done" | "failed" | "undoing" | "undone";
            tags: string[];
            updated: number;
        };
        /**
         * @description A new contact: a name, a number, an address or a company at least.
         * @example {
         *       "emails": [
         *         "ana@example.com"
         *       ],
         *       "name": "Ana Ruiz",
         *       "source": "web",
         *       "tags": [
         *         "vip"
         *       ]
         *     }
         */
        ContactIn: {
            /** @default  */
            company: string;
            /** @default  */
            country: string;
            /** @default {} */
            custom: {
                [key: string]: boolean | number | string;
            };
            /** @default false */
            do_not_call: boolean;
            /** @default [] */
            emails: string[];
            /** @default  */
            interest: string;
            /** @default  */
            language: string;
            /** @default  */
            name: string;
            owner_id?: string | null;
            /**
             * @description The main one first; without +, numbers of the own country
             * @default []
             */
            phones: string[];
            /** @default  */
            region: string;
            score?: number | null;
            /** @default  */
            source: string;
            /**
             * @default new
             * @enum {string}
             */
            stage: "new" | "contacted" | "interested" | "booked" | "won" | "lost";
            /** @default [] */
            tags: string[];
            /** @default  */
            time_zone: string;
        };
        /** @description One page of contacts. `total` comes with the first page and stops at 1,001: that and more. */
        ContactList: {
            items: components["schemas"]["ContactSummary"][];
            next_cursor?: string | null;
            total: number | null;
        };
        /**
         * @description A note.
         * @example {
         *       "text": "Llamar el lunes."
         *     }
         */
        ContactNoteIn: {
            text: string;
        };
        /** @description A contact as its page shows it. */
        ContactOut: {
            /** Format: date-time */
            active_at: string;
            can: string[];
            company: string;
            consents: components["schemas"]["ConsentOut"][];
            country: string;
            /** Format: date-time */
            created_at: string;
            custom: {
                [key: string]: unknown;
            };
            do_not_call: boolean;
            emails: string[];
            /** @example con_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            interest: string;
            language: string;
            name: string;
            owner: components["schemas"]["OwnerOut"] | null;
            phone: string;
            phones: string[];
            region: string;
            revision: number;
            score: number | null;
            source: string;
            /** @enum {string} */
            stage: "new" | "contacted" | "interested" | "booked" | "won" | "lost";
            tags: string[];
            time_zone: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A contact in a list. `phones` are E.164, the main one first; `phone` is how people write that one. */
        ContactSummary: {
            /** Format: date-time */
            active_at: string;
            can: string[];
            company: string;
            /** Format: date-time */
            created_at: string;
            do_not_call: boolean;
            emails: string[];
            /** @example con_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            name: string;
            owner: components["schemas"]["OwnerOut"] | null;
            phone: string;
            phones: string[];
            score: number | null;
            source: string;
            /** @enum {string} */
            stage: "new" | "contacted" | "interested" | "booked" | "won" | "lost";
            tags: string[];
        };
        /**
         * @description What is to change; what is left out stays.
         * @example {
         *       "shared": true
         *     }
         */
        ContactViewChange: {
            columns?: string[] | null;
            filter?: components["schemas"]["ViewFilter"] | null;
            name?: string | null;
            shared?: boolean | null;
            sort?: ("-created_at" | "created_at" | "name" | "-name" | "-active_at") | null;
        };
        /**
         * @description A view to be kept: for oneself, or shared with everybody who sees contacts.
         * @example {
         *       "filter": {
         *         "stage": "interested"
         *       },
         *       "name": "Interesados",
         *       "sort": "-active_at"
         *     }
         */
        ContactViewIn: {
            /**
             * @description Those that are shown; none: as everybody has it
             * @default []
             */
            columns: string[];
            /**
             * @default {
             *       "search": "",
             *       "stage": null,
             *       "owner": "",
             *       "tag": "",
             *       "source": "",
             *       "do_not_call": null,
             *       "import": ""
             *     }
             */
            filter: components["schemas"]["ViewFilter"];
            name: string;
            /** @default false */
            shared: boolean;
            /**
             * @default -created_at
             * @enum {string}
             */
            sort: "-created_at" | "created_at" | "name" | "-name" | "-active_at";
        };
        /** @description The views that the reader sees, by name. */
        ContactViewList: {
            items: components["schemas"]["ContactViewOut"][];
        };
        /** @description A saved view. `mine` says whether the reader made it. */
        ContactViewOut: {
            can: string[];
            columns: string[];
            created_by: string;
            filter: components["schemas"]["ViewFilter"];
            /** @example cvw_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            mine: boolean;
            name: string;
            shared: boolean;
            /** @enum {string} */
            sort: "-created_at" | "created_at" | "name" | "-name" | "-active_at";
        };
        /** @description A sentence that says something else than the business profile does. The profile wins. */
        ContradictionOut: {
            /** @enum {string} */
            kind: "price" | "phone" | "hours" | "payment";
            known: string;
            said: string;
            sentence: string;
            /** @description The service or the day; empty for a phone number and for ways to pay */
            subject: string;
        };
        /** @description Which conversations. Days are the organization's own, both included. */
        ConversationFilterIn: {
            /** @default  */
            agent: string;
            /**
             * @default
             * @enum {string}
             */
            arm: "" | "a" | "b";
            /** @default  */
            channel: string;
            /**
             * @description Only those in which the agent said something that the business profile denies
             * @default false
             */
            contradicting: boolean;
            /**
             * @description Those that took part in this experiment
             * @default
             */
            experiment: string;
            from?: string | null;
            /** @description Whether a person was called */
            handoff?: boolean | null;
            /** @default  */
            language: string;
            /**
             * @description Only those that I hold
             * @default false
             */
            mine: boolean;
            /** @default  */
            outcome: string;
            /**
             * @description Only those in which the team found an answer of the agent good, or bad
             * @default
             * @enum {string}
             */
            rated: "" | "good" | "bad";
            rating?: number | null;
            /**
             * @description Words that were said
             * @default
             */
            search: string;
            /**
             * @default -started_at
             * @enum {string}
             */
            sort: "-started_at" | "started_at" | "-last_at";
            status?: ("active" | "handed_off" | "ended") | null;
            /** @default  */
            tag: string;
            /**
             * @default hide
             * @enum {string}
             */
            tests: "hide" | "only" | "all";
            to?: string | null;
        };
        /** @description One page of conversations. `total` comes with the first page and stops at 1,001: that and more. */
        ConversationList: {
            items: components["schemas"]["ConversationSummary"][];
            next_cursor?: string | null;
            total: number | null;
        };
        /** @description A conversation as its page shows it. */
        ConversationOut: {
            agent: components["schemas"]["AgentRef"];
            attachments: components["schemas"]["AttachmentOut"][];
            can: string[];
            channel: string;
            /** @description Things the agent said that the business profile of that day denies */
            contradictions: number;
            /** @description Millionths of `currency` */
            cost_micros: number;
            csat: number | null;
            currency: string;
            ended_at: string | null;
            handed_off: boolean;
            handed_off_at: string | null;
            held_by: components["schemas"]["PersonRef"] | null;
            /** @example cnv_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            language: string;
            /** Format: date-time */
            last_at: string;
            messages: number;
            notes: components["schemas"]["NoteOut"][];
            nps: number | null;
            outcome: string | null;
            page_url: string;
            /** @description The most that the visitor said at once, cut after 200 characters */
            preview: string;
            rating_comment: string;
            /** @description Mean time until the answer, in milliseconds */
            response_ms: number | null;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            status: "active" | "handed_off" | "ended";
            tags: string[];
            test: boolean;
            tokens_in: number;
            tokens_out: number;
            variables: {
                [key: string]: unknown;
            };
            /** @description The agent's version; null for a test of the draft */
            version: number | null;
            visitor_id: string;
        };
        /** @description A conversation in a list. */
        ConversationSummary: {
            agent: components["schemas"]["AgentRef"];
            can: string[];
            channel: string;
            /** @description Things the agent said that the business profile of that day denies */
            contradictions: number;
            /** @description Millionths of `currency` */
            cost_micros: number;
            csat: number | null;
            currency: string;
            ended_at: string | null;
            handed_off: boolean;
            held_by: components["schemas"]["PersonRef"] | null;
            /** @example cnv_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            language: string;
            /** Format: date-time */
            last_at: string;
            messages: number;
            nps: number | null;
            outcome: string | null;
            /** @description The most that the visitor said at once, cut after 200 characters */
            preview: string;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            status: "active" | "handed_off" | "ended";
            tags: string[];
            test: boolean;
        };
        /** @description A tag in use. */
        ConversationTag: {
            /** @description How many of the last 10,000 tagged conversations carry it */
            conversations: number;
            /** @example vip */
            tag: string;
        };
        /** @description The tags in use, the most used first; 200 at most. */
        ConversationTagList: {
            items: components["schemas"]["ConversationTag"][];
        };
        /**
         * @description How many people are where, and what came of the calls.
         *
         *     `talking` are calls that were answered and go on; `stoppable` those under way that their platform can end.
         */
        Counters: {
            answered: number;
            booked: number;
            calling: number;
            dialled: number;
            done: number;
            failed: number;
            held: number;
            interested: number;
            left_out: number;
            opted_out: number;
            stoppable: number;
            talking: number;
            waiting: number;
        };
        /** @description How the database is. */
        DatabaseHealth: {
            connections: number;
            maximum_connections: number;
            migrations: number;
            size_bytes: number;
        };
        /** @description One day, in the organization's time zone. */
        DayFigures: {
            conversations: number;
            /** Format: date */
            day: string;
            succeeded: number;
        };
        /** @description Whether a call may be made, in the reader's words. */
        DecisionOut: {
            allowed: boolean;
            /** Format: date-time */
            at: string;
            automated: boolean;
            evidence: components["schemas"]["EvidenceOut"][];
            lines: components["schemas"]["LineOut"][];
            national: string;
            /** @description When a no becomes a yes by time alone, if ever */
            next_allowed: string | null;
            number: string;
            /** @enum {string} */
            purpose: "marketing" | "service";
            reasons: components["schemas"]["ReasonOut"][];
            time_zone: string;
            /** @description How long a yes holds if nothing but time passes */
            valid_until: string | null;
        };
        /** @description The account, as much of it as is needed here. */
        DeployedAccount: {
            /** @enum {string} */
            health: "unknown" | "ok" | "failing";
            id: string;
            label: string;
            platform: components["schemas"]["VoicePlatform"];
        };
        /**
         * @description What is to change; what is left out stays.
         * @example {
         *       "max_minutes": 20
         *     }
         */
        DeploymentChange: {
            max_minutes?: number | null;
            mode?: components["schemas"]["Mode"] | null;
            voice?: components["schemas"]["Voice"] | null;
        };
        /**
         * @description Where and how an agent is to run. Sent again for the same account, it changes what is there.
         * @example {
         *       "account_id": "pac_01k9h2v7zq4m8x3n5t6w1y0r2s",
         *       "max_minutes": 15,
         *       "mode": "brain",
         *       "voice": {
         *         "id": "11labs-Adrian",
         *         "name": "Adrian",
         *         "speed": 1
         *       }
         *     }
         */
        DeploymentIn: {
            account_id: string;
            /**
             * @description Minutes a call may last
             * @default 15
             */
            max_minutes: number;
            /** @default brain */
            mode: components["schemas"]["Mode"];
            /**
             * @default {
             *       "id": "",
             *       "name": "",
             *       "speed": null,
             *       "stability": null,
             *       "similarity": null,
             *       "temperature": null,
             *       "volume": null
             *     }
             */
            voice: components["schemas"]["Voice"];
        };
        /** @description Where the agent runs. */
        DeploymentList: {
            items: components["schemas"]["DeploymentOut"][];
        };
        /** @description An agent on an account of a voice platform. */
        DeploymentOut: {
            account: components["schemas"]["DeployedAccount"];
            /** @description The agent was there before us, and stays when we let go */
            adopted: boolean;
            agent_id: string;
            can: string[];
            checked_at: string | null;
            deployed_at: string | null;
            drifted_at: string | null;
            /** @description The code of what went wrong */
            error: string | null;
            /** @description What went wrong and what to do, in the reader's language */
            error_sentence: string | null;
            /** @enum {string} */
            goal: "live" | "paused" | "withdrawn";
            /** @example dep_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description The version that is there */
            live_number: number | null;
            /** @description What the platform does otherwise, of the version that is live */
            losses: components["schemas"]["LossOut"][];
            max_minutes: number;
            mode: components["schemas"]["Mode"];
            next_try_at: string | null;
            provider_agent_id: string;
            provider_version: string;
            /** @enum {string} */
            state: "pending" | "deploying" | "live" | "failed" | "drifted" | "withdrawing" | "withdrawn" | "pausing" | "paused";
            voice: components["schemas"]["Voice"];
            /** @description The version that is to be there */
            wanted_number: number | null;
        };
        /** @description The same thing, told differently in several documents. */
        DifferenceOut: {
            aside: components["schemas"]["AsideOut"] | null;
            key: string;
            /** @enum {string} */
            kind: "price" | "phone" | "hours";
            sayings: components["schemas"]["SayingOut"][];
            /** @description What is priced; empty for the business's own number and hours */
            subject: string;
        };
        /** @description What changed between two states: `draft` or a version number each. */
        DiffOut: {
            base: string;
            changes: components["schemas"]["ChangeOut"][];
            target: string;
        };
        /** @description A part of a line; `changed` where the other side has it otherwise. */
        DiffPiece: {
            changed: boolean;
            text: string;
        };
        /** @description A line before and after. `skipped` stands for so many lines that stayed. */
        DiffRow: {
            after: components["schemas"]["DiffPiece"][];
            before: components["schemas"]["DiffPiece"][];
            /** @enum {string} */
            how: "same" | "changed" | "added" | "removed" | "skipped";
            skipped: number;
        };
        /**
         * @description Another title, other tags, another folder, or the language that it is in; an empty one means: find out.
         * @example {
         *       "language": "es"
         *     }
         */
        DocumentChange: {
            language?: ("" | "es" | "en" | "pt") | null;
            source_id?: string | null;
            tags?: string[] | null;
            title?: string | null;
        };
        /** @description Why a document could not be indexed, and what to do. */
        DocumentErrorOut: {
            code: string;
            detail: string;
            title: string;
        };
        /** @description One page of documents, newest first. */
        DocumentList: {
            items: components["schemas"]["DocumentOut"][];
            next_cursor?: string | null;
            total: number;
        };
        /** @description A document. While it is indexed, `pages_done` of `pages_total` are read; once ready, so many have text. */
        DocumentOut: {
            /** @description Where a page of a site is; empty for other documents */
            address: string;
            can: string[];
            /** Format: date-time */
            created_at: string;
            error: components["schemas"]["DocumentErrorOut"] | null;
            file_name: string;
            /** @description pdf, docx, md, txt, html, csv; `faq` or `facts` for what is written here */
            format: string;
            id: string;
            indexed_at: string | null;
            /** @enum {string} */
            language: "" | "es" | "en" | "pt";
            language_chosen: boolean;
            pages_done: number;
            pages_total: number;
            passages: number;
            /** @description When a page was last read or found unchanged */
            read_at: string | null;
            /** @description Bytes */
            size: number;
            source_id: string;
            /** @enum {string} */
            status: "waiting" | "indexing" | "ready" | "failed";
            tags: string[];
            title: string;
            uploaded_by: string;
        };
        /**
         * @description One change for all of them; what is left out stays. In another folder, other agents may find them.
         * @example {
         *       "add_tags": [
         *         "verano"
         *       ],
         *       "ids": [
         *         "doc_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *       ]
         *     }
         */
        DocumentsChange: {
            /** @default [] */
            add_tags: string[];
            ids: string[];
            /** @default [] */
            remove_tags: string[];
            source_id?: string | null;
        };
        /**
         * @description Which documents.
         * @example {
         *       "ids": [
         *         "doc_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *       ]
         *     }
         */
        DocumentsIn: {
            ids: string[];
        };
        /** @description The whole draft. Send `If-Match` with the revision that you last saw. */
        DraftIn: {
            /**
             * @example {
             *       "languages": [
             *         "es"
             *       ],
             *       "name": "Recepción"
             *     }
             */
            blueprint: {
                [key: string]: unknown;
            };
        };
        /** @description The draft as saved, with what the checks say about it. */
        DraftOut: {
            blueprint: {
                [key: string]: unknown;
            };
            problems: components["schemas"]["ProblemOut"][];
            revision: number;
            /** Format: date-time */
            saved_at: string;
            saved_by: string | null;
        };
        /** @description What came of it. */
        DriftDone: {
            deployment: components["schemas"]["DeploymentOut"];
            /** @description Labels of what has no place with us */
            left: string[];
            /** @description Labels of what was brought in */
            taken: string[];
        };
        /**
         * @description `take` brings what fits into our agent, `keep` leaves theirs until we publish next, `overwrite` writes ours.
         * @example {
         *       "decision": "overwrite"
         *     }
         */
        DriftIn: {
            /** @enum {string} */
            decision: "take" | "keep" | "overwrite";
        };
        /** @description What another hand changed at the platform. */
        DriftOut: {
            deployment_id: string;
            fields: components["schemas"]["FieldOut"][];
            found_at: string | null;
        };
        /**
         * @description Why a call ended. What a platform says and this list does not know is UNKNOWN, beside the platform's word.
         * @enum {string}
         */
        Ending: "callee_hung_up" | "agent_hung_up" | "transferred" | "voicemail" | "no_answer" | "busy" | "declined" | "silence" | "too_long" | "stopped" | "opted_out" | "callback_wanted" | "invalid_number" | "no_free_line" | "no_credit" | "blocked" | "platform_failed" | "brain_failed" | "unknown";
        /** @description How it ends: over (with an outcome, when one is given), with a person, transferred, or still going on. */
        EndsCheck: {
            /** @enum {string} */
            how: "over" | "person" | "transferred" | "open";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "ends";
            /** @default  */
            outcome: string;
        };
        /**
         * @description A question with its answer.
         * @example {
         *       "answer": "Sí, gratuito, en la puerta.",
         *       "question": "¿Tienen aparcamiento?"
         *     }
         */
        EntryIn: {
            answer: string;
            /**
             * @default
             * @enum {string}
             */
            language: "" | "es" | "en" | "pt";
            question: string;
            source_id?: string | null;
            /** @description Those that it has stay where none are given */
            tags?: string[] | null;
        };
        /** @description One page of questions. */
        EntryList: {
            items: components["schemas"]["EntryOut"][];
            next_cursor?: string | null;
            total: number;
        };
        /** @description A question with its answer. */
        EntryOut: {
            answer: string;
            can: string[];
            id: string;
            /** @enum {string} */
            language: "" | "es" | "en" | "pt";
            question: string;
            revision: number;
            source_id: string;
            tags: string[];
            /** Format: date-time */
            updated_at: string;
        };
        /** @description What the decision rests on. */
        EvidenceOut: {
            code: string;
            text: string;
        };
        /** @description What the caller did (empty for the opening), and what the agent answered. */
        ExchangeOut: {
            agent: string[];
            caller: string;
            nodes: string[];
            seconds: number;
            tools: components["schemas"]["ToolUseOut"][];
        };
        /** @description An experiment with how its difference went. */
        ExperimentDetail: {
            a: components["schemas"]["ArmOut"];
            adopt_error: string;
            adopt_itself: boolean;
            adoptable: boolean;
            adopted_at: string | null;
            agent_id: string;
            alike: boolean;
            b: components["schemas"]["ArmOut"];
            broken: ("error" | "complaint" | "handed_over" | "cost" | "rating") | null;
            can: string[];
            candidate: number | null;
            /** @enum {integer} */
            confidence: 80 | 90 | 95 | 99;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            difference: components["schemas"]["ArmDifferenceOut"] | null;
            ended_at: string | null;
            ended_by: string;
            ending: components["schemas"]["ExperimentEnding"] | null;
            enough: boolean;
            goal: components["schemas"]["GoalModel"];
            guards: components["schemas"]["WatchedOut"][];
            /** @example exp_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            minimum: number;
            most_days: number;
            name: string;
            points: components["schemas"]["PointOut"][];
            revision: number;
            share: number;
            started_at: string | null;
            /** @enum {string} */
            state: "draft" | "running" | "stopped";
        };
        /**
         * @description By what an experiment ended.
         * @enum {string}
         */
        ExperimentEnding: "b_better" | "a_better" | "no_difference" | "guard" | "uneven" | "person" | "moved_on";
        /**
         * @description What an experiment is to be. `candidate`: the number of version B, none for the draft as it is at the start.
         * @example {
         *       "goal": {
         *         "kind": "outcome",
         *         "margin": 2,
         *         "outcomes": [
         *           "booked"
         *         ]
         *       },
         *       "guards": [
         *         {
         *           "kind": "handed_over",
         *           "margin": 5
         *         }
         *       ],
         *       "minimum": 200,
         *       "name": "Saludo más corto",
         *       "share": 50
         *     }
         */
        ExperimentIn: {
            /**
             * @description B goes live by itself when it wins
             * @default false
             */
            adopt_itself: boolean;
            candidate?: number | null;
            /**
             * @default 95
             * @enum {integer}
             */
            confidence: 80 | 90 | 95 | 99;
            /**
             * @default {
             *       "kind": "resolved",
             *       "outcomes": [],
             *       "least": 4,
             *       "stage": "",
             *       "days": 14,
             *       "tool": "",
             *       "margin": null
             *     }
             */
            goal: components["schemas"]["GoalModel"];
            /** @default [] */
            guards: components["schemas"]["GuardModel"][];
            /**
             * @description Conversations in each arm
             * @default 100
             */
            minimum: number;
            /** @default 28 */
            most_days: number;
            name: string;
            /**
             * @description Of the people, in percent, who get B
             * @default 50
             */
            share: number;
        };
        /** @description Experiments, newest first. */
        ExperimentList: {
            items: components["schemas"]["ExperimentOut"][];
            next_cursor?: string | null;
        };
        /**
         * @description Two versions that share an agent's traffic. `enough`: both arms have their minimum.
         *
         *     `ending`: b_better, a_better, no_difference, guard (`broken` says which), uneven, person, or moved_on, when another
         *     version went live or the agent was archived. `alike`: it ended as no_difference before its days were over, for the
         *     difference is surely less than the goal's `margin`. `adoptable`: B can be put live now. `adopt_error`: why it did not go
         *     live by itself.
         */
        ExperimentOut: {
            a: components["schemas"]["ArmOut"];
            adopt_error: string;
            adopt_itself: boolean;
            adoptable: boolean;
            adopted_at: string | null;
            agent_id: string;
            alike: boolean;
            b: components["schemas"]["ArmOut"];
            broken: ("error" | "complaint" | "handed_over" | "cost" | "rating") | null;
            can: string[];
            candidate: number | null;
            /** @enum {integer} */
            confidence: 80 | 90 | 95 | 99;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            difference: components["schemas"]["ArmDifferenceOut"] | null;
            ended_at: string | null;
            ended_by: string;
            ending: components["schemas"]["ExperimentEnding"] | null;
            enough: boolean;
            goal: components["schemas"]["GoalModel"];
            guards: components["schemas"]["WatchedOut"][];
            /** @example exp_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            minimum: number;
            most_days: number;
            name: string;
            revision: number;
            share: number;
            started_at: string | null;
            /** @enum {string} */
            state: "draft" | "running" | "stopped";
        };
        /**
         * @description `because`: why, where the agent's rule stands against its draft.
         * @example {
         *       "because": ""
         *     }
         */
        ExperimentStartIn: {
            /** @default  */
            because: string;
        };
        /** @description A line of an export. */
        ExportedConversation: {
            agent: string;
            channel: string;
            cost_micros: number;
            csat: number | null;
            currency: string;
            ended_at: string | null;
            handed_off: boolean;
            id: string;
            language: string;
            messages: components["schemas"]["ExportedMessage"][];
            nps: number | null;
            outcome: string;
            rating_comment: string;
            /** Format: date-time */
            started_at: string;
            status: string;
            tags: string[];
            test: boolean;
            tokens_in: number;
            tokens_out: number;
            variables: {
                [key: string]: unknown;
            };
        };
        /** @description A message in an export. */
        ExportedMessage: {
            /** Format: date-time */
            at: string;
            role: string;
            text: string;
        };
        /** @description What a file does not say of the agent. `blocking`: something that keeps people safe would be lost. */
        ExportLoss: {
            blocking: boolean;
            /** @enum {string} */
            how: "changed" | "lost";
            message: string;
            node: string;
        };
        /** @description What agents know: each fact is the variable `business.<name>`. */
        FactsOut: {
            facts: {
                [key: string]: string | number | boolean | null;
            };
            snapshot_id: string | null;
            time_zone: string;
        };
        /** @description A field that another hand changed. None stands for nothing there. */
        FieldOut: {
            /** @description As we left it, as JSON */
            base: unknown;
            label: string;
            /** @description As we would write it now, as JSON */
            ours: unknown;
            path: string;
            /** @description Where it would go with us: voice, limit, name, prompt, greeting; None nowhere */
            takes: string | null;
            /** @description As it is there now, as JSON */
            theirs: unknown;
        };
        /** @description What is wrong with one field. */
        FieldProblem: {
            code: string;
            detail: string;
            field: string;
        };
        /** @description A figure of one arm: how many conversations it is known of, and their mean; none while there is none. */
        FigureOut: {
            counted: number;
            mean: number | null;
        };
        /** @description One of several agents that came in at once, in numbers. */
        FoundAgent: {
            agent: components["schemas"]["ImportedAgent"] | null;
            author: string;
            /** Format: date-time */
            created_at: string;
            /** @description What the checks find that has to be mended before it is published */
            errors: number;
            file_name: string;
            flows: number;
            /**
             * @description Whose kind of file it is
             * @example typebot
             */
            format: string;
            format_version: string;
            /** @example aim_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            kind: components["schemas"]["Kind"] | null;
            /** @description As the texts read, or as it was chosen */
            language: string;
            losses: number;
            made_at: string | null;
            name: string;
            purpose: components["schemas"]["Purpose"] | null;
            secrets_removed: number;
            /** @description In bytes, of all files together */
            size: number;
            steps: number;
            /**
             * @description What it came in with, where there were several
             * @example aup_01k9h2v7zq4m8x3n5t6w1y0r2s
             */
            upload: string | null;
            warnings: number;
        };
        /** @description Something that a tool is told. */
        GalleryArgument: {
            description: string;
            name: string;
            required: boolean;
            type: string;
        };
        /** @description A difference to the version that is in the gallery now. */
        GalleryChange: {
            after?: unknown;
            area: string;
            before?: unknown;
            /** @enum {string} */
            how: "added" | "removed" | "changed";
            /**
             * @description Kind of the step that changed
             * @default
             */
            kind: string;
            name: string;
            path: string;
        };
        /** @description What the caller's organization has that was made of it: an agent, a prompt, a tool, or a flow that it keeps. */
        GalleryCopyBrief: {
            /** @example prm_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            name: string;
            version: number;
        };
        /** @description What something was made of, and whether there is a newer version. `gone`: it left the gallery. */
        GalleryCopyOut: {
            gallery_id: string;
            gone: boolean;
            newest: number;
            /** @description What the author says of the newest version */
            note: string;
            title: string;
            version: number;
            /** @description There is a newer one that nobody has set aside */
            waiting: boolean;
        };
        /** @description What was decided. */
        GalleryDecision: {
            id: string;
            state: string;
            version: number;
        };
        /** @description Something that is taken out, and what stands there instead. */
        GalleryFinding: {
            instead: string;
            /** @enum {string} */
            kind: "secret" | "email" | "phone" | "fact" | "id";
            place: string;
            shown: string;
            /** @description A secret in a text: it has to be taken out there before the template can be handed in */
            written: boolean;
        };
        /** @description What a template takes along. `holds` says what it is a template of; what such a thing has not is empty. */
        GalleryInside: {
            /** @description Every host that a tool or a text names */
            addresses: string[];
            blueprint: {
                [key: string]: unknown;
            };
            documents: components["schemas"]["GalleryText"][];
            /** @enum {string} */
            holds: "agent" | "flow" | "prompt" | "tool";
            kind: string;
            /** @description What each kind of step is called */
            kinds: {
                [key: string]: string;
            };
            languages: string[];
            prompts: components["schemas"]["GalleryPrompt"][];
            purpose: string;
            questions: components["schemas"]["GalleryPair"][];
            scenarios: components["schemas"]["GalleryTried"][];
            /** @description A tool that signs in: whoever installs it does so with their own */
            signs_in: boolean;
            /** @description The flows by name */
            steps: string[];
            tools: components["schemas"]["GalleryToolOut"][];
            /** @description Prompts of the library, the one that is meant first */
            written: components["schemas"]["GalleryWritten"][];
        };
        /** @description What was made. */
        GalleryInstalled: {
            /** @example agt_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
        };
        /**
         * @description The name of the agent to make, and whether the sample knowledge comes along.
         * @example {
         *       "name": "Recepción",
         *       "samples": false
         *     }
         */
        GalleryInstallIn: {
            name: string;
            /** @default false */
            samples: boolean;
        };
        /**
         * @description How people call what is made.
         * @example {
         *       "name": "Recordatorio de citas"
         *     }
         */
        GalleryNameIn: {
            name: string;
        };
        /** @description The template that something was made of; null when it was made otherwise. */
        GalleryOrigin: {
            copy_of: components["schemas"]["GalleryCopyOut"] | null;
        };
        /**
         * @description What is taken along besides the thing itself.
         * @example {
         *       "documents": [],
         *       "questions": false
         *     }
         */
        GalleryPackIn: {
            /**
             * @description Of an agent
             * @default []
             */
            documents: string[];
            /**
             * @description Of a prompt or a tool: what it is for; an agent and a flow have their own
             * @default
             */
            purpose: components["schemas"]["Purpose"] | "";
            /**
             * @description Of an agent: the first sixty questions with their answers
             * @default false
             */
            questions: boolean;
        };
        /** @description A sample question with its answer. */
        GalleryPair: {
            answer: string;
            question: string;
        };
        /** @description What would be handed in, and what is taken out of it. */
        GalleryPreview: {
            findings: components["schemas"]["GalleryFinding"][];
            inside: components["schemas"]["GalleryInside"];
        };
        /** @description The task that a model is given in a step. */
        GalleryPrompt: {
            step: string;
            text: string;
        };
        /**
         * @description One to five stars, with a short comment of plain text.
         * @example {
         *       "comment": "Funcionó a la primera.",
         *       "stars": 5
         *     }
         */
        GalleryRatingIn: {
            /** @default  */
            comment: string;
            stars: number;
        };
        /** @description What somebody who installed it says; plain text. */
        GalleryRatingOut: {
            comment: string;
            id: string;
            /** Format: date-time */
            rated_at: string;
            stars: number;
            version: number;
        };
        /**
         * @description Why; the author reads it.
         * @example {
         *       "reason": "Una herramienta llama a un servidor suyo."
         *     }
         */
        GalleryReason: {
            reason: string;
        };
        /** @description A version with what its author says of it. */
        GalleryReleaseOut: {
            /** Format: date-time */
            created_at: string;
            note: string;
            version: number;
        };
        /** @description All of what waits, as whoever decides sees it. */
        GalleryReview: {
            /** @description The version that is in the gallery now */
            before: number | null;
            changes: components["schemas"]["GalleryChange"][];
            /** @enum {string} */
            holds: "agent" | "flow" | "prompt" | "tool";
            id: string;
            industry: string;
            inside: components["schemas"]["GalleryInside"];
            /** @description What still looks like somebody's own */
            left: components["schemas"]["GalleryFinding"][];
            note: string;
            organization: string;
            organization_id: string;
            problems: string[];
            public_name: string;
            /** Format: date-time */
            submitted_at: string;
            submitted_by: string;
            summary: string;
            taken_out: number;
            title: string;
            version: number;
        };
        /** @description A name and a value that a tool sends; what goes out under the name of a secret is empty. */
        GallerySent: {
            name: string;
            /** @enum {string} */
            part: "query" | "headers" | "body";
            value: string;
        };
        /** @description What is in the gallery, as super admins see it: a page of it. */
        GalleryShelf: {
            items: components["schemas"]["GalleryTemplateOut"][];
            next_cursor?: string | null;
        };
        /** @description A template of the gallery with all of it, for super admins. */
        GalleryShelved: {
            author: string;
            comments: components["schemas"]["GalleryRatingOut"][];
            /**
             * @description What it is a template of
             * @enum {string}
             */
            holds: "agent" | "flow" | "prompt" | "tool";
            /** @example gtp_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            industry: string;
            inside: components["schemas"]["GalleryInside"];
            /** @description Organizations that installed it */
            installs: number;
            /** @description Of an agent or a flow: how people reach such an agent; else empty */
            kind: string;
            languages: string[];
            /** @description Published by the caller's organization */
            mine: boolean;
            /** @description Empty where it is for no purpose of its own */
            purpose: string;
            /** @description The average of one to five stars */
            rating: number | null;
            ratings: number;
            summary: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /**
         * @description The version that is not to be spoken of again.
         * @example {
         *       "version": 2
         *     }
         */
        GallerySkipIn: {
            version: number;
        };
        /** @description One thing that the template changed. In a `conflict` it was changed here otherwise. */
        GalleryStep: {
            /** @description What it says now */
            after?: unknown;
            area: string;
            /** @description What the template said */
            before?: unknown;
            conflict: boolean;
            /** @enum {string} */
            how: "added" | "removed" | "changed";
            key: string;
            /**
             * @description Kind of the step that changed
             * @default
             */
            kind: string;
            name: string;
            /** @description What is said here */
            own?: unknown;
            /** @description Taken unless somebody decides otherwise */
            wanted: boolean;
            where: string;
        };
        /**
         * @description A version to hand in.
         * @example {
         *       "documents": [],
         *       "industry": "dental_clinic",
         *       "note": "Primera versión.",
         *       "public_name": "Agencia Norte",
         *       "questions": false,
         *       "summary": "Da citas y recoge recados."
         *     }
         */
        GallerySubmissionIn: {
            /**
             * @description Of an agent
             * @default []
             */
            documents: string[];
            /** @default  */
            industry: string;
            /** @default  */
            note: string;
            public_name: string;
            /**
             * @description Of a prompt or a tool: what it is for; an agent and a flow have their own
             * @default
             */
            purpose: components["schemas"]["Purpose"] | "";
            /**
             * @description Of an agent: the first sixty questions with their answers
             * @default false
             */
            questions: boolean;
            /** @default  */
            summary: string;
            title: string;
        };
        /** @description What the organization handed in, the newest first. */
        GallerySubmissionList: {
            items: components["schemas"]["GallerySubmissionOut"][];
        };
        /** @description A version that was handed in. */
        GallerySubmissionOut: {
            decided_at: string | null;
            /** @description The sample documents that it takes along, by title */
            documents: string[];
            /** @enum {string} */
            holds: "agent" | "flow" | "prompt" | "tool";
            /** @example gsb_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            industry: string;
            note: string;
            public_name: string;
            purpose: components["schemas"]["Purpose"] | "";
            /** @description Whether it takes questions along */
            questions: boolean;
            reason: string;
            saved_template: string | null;
            /** @enum {string} */
            state: "submitted" | "approved" | "refused" | "withdrawn";
            /** Format: date-time */
            submitted_at: string;
            submitted_by: string;
            summary: string;
            /** @description How many things were taken out before it was handed in */
            taken_out: number;
            title: string;
            version: number;
        };
        /** @description A template of the gallery with all that can be seen of it. */
        GalleryTemplateDetail: {
            author: string;
            comments: components["schemas"]["GalleryRatingOut"][];
            copies: components["schemas"]["GalleryCopyBrief"][];
            /**
             * @description What it is a template of
             * @enum {string}
             */
            holds: "agent" | "flow" | "prompt" | "tool";
            /** @example gtp_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            industry: string;
            inside: components["schemas"]["GalleryInside"];
            /** @description The organization installed it at some time */
            installed: boolean;
            /** @description Organizations that installed it */
            installs: number;
            /** @description Of an agent or a flow: how people reach such an agent; else empty */
            kind: string;
            languages: string[];
            /** @description Published by the caller's organization */
            mine: boolean;
            own_rating: components["schemas"]["GalleryRatingOut"] | null;
            /** @description Empty where it is for no purpose of its own */
            purpose: string;
            /** @description The average of one to five stars */
            rating: number | null;
            ratings: number;
            releases: components["schemas"]["GalleryReleaseOut"][];
            summary: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** @description One page of the gallery. */
        GalleryTemplateList: {
            items: components["schemas"]["GalleryTemplateOut"][];
            next_cursor?: string | null;
        };
        /** @description A template of the gallery in a list. */
        GalleryTemplateOut: {
            author: string;
            /**
             * @description What it is a template of
             * @enum {string}
             */
            holds: "agent" | "flow" | "prompt" | "tool";
            /** @example gtp_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            industry: string;
            /** @description Organizations that installed it */
            installs: number;
            /** @description Of an agent or a flow: how people reach such an agent; else empty */
            kind: string;
            languages: string[];
            /** @description Published by the caller's organization */
            mine: boolean;
            /** @description Empty where it is for no purpose of its own */
            purpose: string;
            /** @description The average of one to five stars */
            rating: number | null;
            ratings: number;
            summary: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** @description A sample document. */
        GalleryText: {
            text: string;
            title: string;
        };
        /** @description A tool: where it calls, what it is told, what it sends and what it gives. */
        GalleryToolOut: {
            address: string;
            /** @description A person is asked before it is called */
            approval: boolean;
            arguments: components["schemas"]["GalleryArgument"][];
            /** @description A body that is written as a whole, or the message that it sends */
            body: string;
            description: string;
            /** @description The variables that it fills */
            gives: string[];
            label: string;
            method: string;
            name: string;
            sends: components["schemas"]["GallerySent"][];
        };
        /** @description A scenario. */
        GalleryTried: {
            name: string;
            says: string[];
        };
        /**
         * @description The steps to take over, by their keys; all others stay as they are.
         * @example {
         *       "take": [],
         *       "version": 2
         *     }
         */
        GalleryUpdateIn: {
            take: string[];
            version: number;
        };
        /** @description What the newest version would change in the draft. */
        GalleryUpdateOut: {
            note: string;
            steps: components["schemas"]["GalleryStep"][];
            version: number;
        };
        /** @description A variable that a text uses, and a value to see it with. */
        GalleryVariable: {
            description: string;
            kind: string;
            name: string;
            sample: string;
        };
        /** @description What waits, the oldest first. */
        GalleryWaitingList: {
            items: components["schemas"]["GalleryWaitingOut"][];
        };
        /** @description Something that waits to be looked at. */
        GalleryWaitingOut: {
            /** @enum {string} */
            holds: "agent" | "flow" | "prompt" | "tool";
            id: string;
            industry: string;
            organization: string;
            organization_id: string;
            public_name: string;
            /** Format: date-time */
            submitted_at: string;
            submitted_by: string;
            summary: string;
            title: string;
            version: number;
        };
        /** @description A prompt of the library, or one that it includes. */
        GalleryWritten: {
            /** @description It comes along because another one includes it */
            included: boolean;
            language: string;
            name: string;
            tags: string[];
            text: string;
            title: string;
            variables: components["schemas"]["GalleryVariable"][];
        };
        /**
         * @description The answer, and the question as it should stand among the frequent ones.
         * @example {
         *       "answer": "Sí, con cita, los martes.",
         *       "question": "¿Ponen vacunas del viaje?"
         *     }
         */
        GapAnswer: {
            answer: string;
            /**
             * @default
             * @enum {string}
             */
            language: "" | "es" | "en" | "pt";
            question: string;
            source_id?: string | null;
            /** @default [] */
            tags: string[];
        };
        /**
         * @description Put a question aside that needs no answer, or back.
         * @example {
         *       "status": "dismissed"
         *     }
         */
        GapChange: {
            /** @enum {string} */
            status: "open" | "dismissed";
        };
        /** @description One page of questions, those asked most often first. */
        GapList: {
            items: components["schemas"]["GapOut"][];
            next_cursor?: string | null;
            total: number;
        };
        /** @description A question that nothing answered, with how often and in which other words it was asked. */
        GapOut: {
            agent_ids: string[];
            can: string[];
            /** @description Where it was asked last */
            conversation_id: string | null;
            entry_id: string | null;
            /** Format: date-time */
            first_at: string;
            id: string;
            language: string;
            /** Format: date-time */
            last_at: string;
            phrasings: string[];
            question: string;
            settled_at: string | null;
            settled_by: string;
            /** @enum {string} */
            status: "open" | "answered" | "dismissed";
            times: number;
        };
        /** @description The terms that translations keep. `profile` are the business's names, which stay unless a term of that name says otherwise. */
        Glossary: {
            items: components["schemas"]["TermOut"][];
            profile: string[];
        };
        /**
         * @description What counts as success of a conversation.
         *
         *     `outcome`: it ended as one of `outcomes`. `resolved`: it came to something without a person. `alone`: no person was
         *     called. `rated`: of those rated, at least `least` of 5. `rating`: the mean rating. `stage`: its contact was moved to
         *     `stage` within `days`. `tool`: the tool that agents call so did its work, in it or, with `days` above 0, in a later
         *     conversation of its contact.
         *
         *     `margin`: a difference of less does not matter, in a hundred conversations or in points of the rating. As soon as it
         *     is surely less it ends as no_difference; 0 for never, and the usual one of the kind when it is left out.
         */
        GoalModel: {
            /** @default 14 */
            days: number;
            /**
             * @default resolved
             * @enum {string}
             */
            kind: "outcome" | "resolved" | "alone" | "rated" | "rating" | "stage" | "tool";
            /** @default 4 */
            least: number;
            margin?: number | null;
            /** @default [] */
            outcomes: string[];
            /** @default  */
            stage: string;
            /** @default  */
            tool: string;
        };
        /**
         * @description What must not be worse with B by more than `margin`, or everybody gets A again.
         *
         *     `error` (a tool failed, no model answered, the agent was stuck, or it ended as failed), `complaint` (no more calls wanted, or rated 1 or 2) and `handed_over`
         *     in conversations of a hundred; `cost` in percent of what A costs; `rating` in points.
         */
        GuardModel: {
            /** @enum {string} */
            kind: "error" | "complaint" | "handed_over" | "cost" | "rating";
            margin: number;
        };
        /** @description A line of a contact's history. `kind` is a fact of the ledger, or `note`. */
        HappeningOut: {
            /** Format: date-time */
            at: string;
            by: string;
            can_delete: boolean;
            data: {
                [key: string]: unknown;
            };
            id: string;
            /** @example lead.stage_changed */
            kind: string;
            text: string;
        };
        /** @description How this installation is. */
        HealthOut: {
            database: components["schemas"]["DatabaseHealth"];
            queue: components["schemas"]["QueueHealth"];
            versions: components["schemas"]["Versions"];
        };
        /** @description A passage that was found, with the citation that an answer would carry. */
        HitOut: {
            /** @description How near together the words stand */
            closeness: number;
            /** @description What the business profile says otherwise */
            contradicts: components["schemas"]["ContradictionOut"][];
            document_id: string;
            missing: string[];
            passage_id: string;
            place: string;
            /** @description From 0 to 1: four fifths share, one fifth closeness; by meaning too, its place in both rankings */
            score: number;
            /** @description How much of what was asked it has, rare words counting more */
            share: number;
            /** @description How near its meaning is, 1 the same; null where only words found it */
            similarity: number | null;
            source_id: string;
            text: string;
            title: string;
            words: components["schemas"]["WordOut"][];
        };
        /** @description The public holidays of a year. */
        HolidayList: {
            items: components["schemas"]["HolidayOut"][];
        };
        /** @description A public holiday. */
        HolidayOut: {
            /** Format: date */
            date: string;
            name: string;
        };
        /** @description What happened lately. Tests are not counted. */
        HomeOut: {
            active_agents: number;
            activity: components["schemas"]["Activity"][];
            /** @description The busiest first, 50 at most */
            agents: components["schemas"]["AgentFigures"][];
            conversations: components["schemas"]["Measure"];
            /** @description Share of ended conversations with a successful outcome, 0 to 1 */
            conversion: components["schemas"]["Measure"];
            days: number;
            /** Format: date */
            first: string;
            /** @description Beginnings by weekday, Monday first, and hour */
            hours: number[][];
            /** @description By the language that was spoken last, the most spoken first */
            languages: components["schemas"]["LanguageFigures"][];
            /** Format: date */
            last: string;
            per_day: components["schemas"]["DayFigures"][];
            /** @description Mean milliseconds until an answer */
            response_ms: components["schemas"]["Measure"];
            response_p95_ms: components["schemas"]["Measure"];
            running_now: number;
            time_zone: string;
        };
        HourList: {
            items: components["schemas"]["HourOut"][];
        };
        /** @description Calls begun within one hour. */
        HourOut: {
            answered: number;
            /** Format: date-time */
            at: string;
            booked: number;
            dialled: number;
        };
        /**
         * @description Opening hours for each day of the week; a day that is left out is closed.
         * @example {
         *       "country": "ES",
         *       "hours": {
         *         "monday": [
         *           {
         *             "closes": "14:00",
         *             "opens": "09:00"
         *           },
         *           {
         *             "closes": "20:00",
         *             "opens": "16:00"
         *           }
         *         ]
         *       },
         *       "public_holidays": true,
         *       "subdivision": "MD"
         *     }
         */
        HoursIn: {
            country?: string | null;
            hours: {
                [key: string]: components["schemas"]["SpanWire"][];
            };
            public_holidays?: boolean | null;
            subdivision?: string | null;
            time_zone?: string | null;
        };
        /** @description A server that helps a browser to find its way to the platform, as `RTCPeerConnection` takes it. */
        IceServerOut: {
            credential: string;
            urls: string[];
            username: string;
        };
        /**
         * @description How a draft is read. `skip` passes over contacts that are there already, `update` completes them.
         * @example {
         *       "mode": "skip",
         *       "source": "Feria"
         *     }
         */
        ImportChange: {
            consent?: components["schemas"]["ImportedConsent"] | null;
            has_header?: boolean | null;
            /** @description What each column holds; empty: nothing */
            mapping?: ("" | "name" | "first_name" | "last_name" | "company" | "phone" | "email" | "language" | "time_zone" | "country" | "region" | "source" | "stage" | "score" | "tags" | "interest" | "do_not_call" | "consent" | "custom")[] | null;
            mode?: ("skip" | "update") | null;
            /** @description A sheet of the workbook; its columns are guessed anew */
            sheet?: string | null;
            source?: string | null;
            tags?: string[] | null;
        };
        /** @description The agent that was made of a file. */
        ImportedAgent: {
            /** @example agt_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            name: string;
        };
        /**
         * @description What is chosen of an agent that is to be made of a file.
         * @example {
         *       "kind": "chat",
         *       "language": "es",
         *       "name": "Recepción",
         *       "purpose": "inbound"
         *     }
         */
        ImportedAgentIn: {
            /** @default chat */
            kind: components["schemas"]["Kind"];
            /** @enum {string} */
            language: "en" | "es" | "pt";
            name: string;
            /** @default inbound */
            purpose: components["schemas"]["Purpose"];
        };
        /** @description What those agreed to whom the consent column names; said once for the whole file, by who imports it. */
        ImportedConsent: {
            /**
             * @description Covers calls by an artificial voice
             * @default false
             */
            automated: boolean;
            /**
             * @default call
             * @enum {string}
             */
            channel: "call" | "message" | "email";
            /**
             * @description Who imports confirms that these people agreed to these words
             * @default false
             */
            confirmed: boolean;
            /** @description When those agreed whose cell says yes and no date */
            given_on?: string | null;
            /**
             * @default marketing
             * @enum {string}
             */
            purpose: "marketing" | "service";
            /** @default  */
            wording: string;
        };
        /** @description A flow that would be made. */
        ImportedFlow: {
            entry: boolean;
            id: string;
            name: string;
            steps: components["schemas"]["ImportedStep"][];
        };
        /** @description A step that would be made. `text` is what is said, asked or told to the model there, cut. */
        ImportedStep: {
            id: string;
            kind: string;
            name: string;
            text: string;
        };
        /** @description A tool that would be made. `problem` says that it has to be mended before it can be called. */
        ImportedTool: {
            address: string;
            label: string;
            method: string;
            name: string;
            problem: boolean;
        };
        /**
         * @description Which agent to bring in. With `adopt` it stays where it is and follows ours from the first publishing on.
         * @example {
         *       "adopt": true,
         *       "provider_agent_id": "agent_1a2b3c"
         *     }
         */
        ImportIn: {
            /** @default false */
            adopt: boolean;
            provider_agent_id: string;
        };
        /** @description What is not taken over as it was: where it stood, and why, in the reader's language. */
        ImportLoss: {
            code: string;
            flow: string;
            message: string;
            node: string;
            /** @enum {string} */
            weight: "lost" | "changed";
        };
        /** @description What an import brought, or would bring: and what it leaves behind. */
        ImportOut: {
            agent_id: string | null;
            deployment_id: string | null;
            first_message: string;
            languages: string[];
            name: string;
            prompt: string;
            secrets_removed: number;
            /** @description Names of tools that do not come along */
            tools: string[];
            /** @description Fields that have no place with us */
            unmapped: string[];
            voice_id: string;
        };
        /** @description A prompt that is put in, in the version of each state; none where it is not. */
        IncludedChange: {
            after: number | null;
            before: number | null;
            name: string;
        };
        /** @description A prompt that is put in: the version that was taken, and the one that would be now. */
        IncludedPrompt: {
            name: string;
            newest: number | null;
            number: number;
        };
        /** @description Every line of business. */
        IndustryList: {
            items: components["schemas"]["IndustryOut"][];
        };
        /** @description A line of business with its templates. */
        IndustryOut: {
            description: {
                [key: string]: string;
            };
            key: string;
            name: {
                [key: string]: string;
            };
            templates: string[];
        };
        /**
         * @description Whom to invite, as what.
         * @example {
         *       "email": "ana@example.com",
         *       "role": "admin"
         *     }
         */
        InvitationIn: {
            /**
             * @default []
             * @example [
             *       "agt_01k9h2v7zq4m8x3n5t6w1y0r2s"
             *     ]
             */
            agent_ids: string[];
            /**
             * Format: email
             * @example ana@example.com
             */
            email: string;
            role: components["schemas"]["Role"];
        };
        /** @description One page of open invitations. */
        InvitationList: {
            items: components["schemas"]["InvitationOut"][];
            next_cursor?: string | null;
        };
        /** @description An open invitation. */
        InvitationOut: {
            agent_ids: string[];
            /** Format: date-time */
            created_at: string;
            email: string;
            expired: boolean;
            /** Format: date-time */
            expires_at: string;
            /** @example inv_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            role: components["schemas"]["Role"];
            sent_at: string | null;
        };
        /** @description What an invitation offers to whoever holds its link. */
        InvitedOut: {
            brand: components["schemas"]["Brand"];
            email: string;
            /** Format: date-time */
            expires_at: string;
            inviter: string;
            organization: string;
            role: components["schemas"]["Role"];
            /** @enum {string} */
            state: "open" | "accepted" | "expired";
        };
        /** @description The organization that one has joined. */
        JoinedOut: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
        };
        JsonValue: unknown;
        /** @description A conversation for a person to judge, without what the judge said. */
        JudgedOut: {
            check: number;
            exchanges: components["schemas"]["ExchangeOut"][];
            name: string;
            result_id: string;
            rubric: string;
        };
        /**
         * @description What a person says of a check that a model judged; `check` is its place in the script.
         * @example {
         *       "check": 0,
         *       "passed": true
         *     }
         */
        JudgeMarkIn: {
            check: number;
            passed: boolean;
        };
        /** @description What the judge had said, told once the person has said theirs. */
        JudgeMarkOut: {
            judge_passed: boolean;
            why: string;
        };
        /** @description A model that judges. `version` is who answered, by the vendor's own word; empty until it has judged once. */
        JudgeModel: {
            model: string;
            vendor: string;
            version: string;
        };
        /** @description The agreement with people of the judge of now, and what was drawn of it for this person to judge next. */
        JudgeOut: {
            agreement: components["schemas"]["AgreementOut"];
            drawn: components["schemas"]["JudgedOut"][];
            /** @description The model that would judge now */
            judge: components["schemas"]["JudgeModel"] | null;
            people: components["schemas"]["PeopleOut"];
            /** @description Each by itself: what counts for the rule before publishing */
            rubrics: components["schemas"]["RubricOut"][];
        };
        /**
         * @description How people reach it.
         * @enum {string}
         */
        Kind: "voice" | "chat" | "both";
        /** @description The tags in use, in their order. */
        KnowledgeTags: {
            items: string[];
        };
        /** @description How many conversations of the period a language was the last of. */
        LanguageFigures: {
            /** @example es */
            code: string;
            conversations: number;
        };
        /**
         * @description A language to add.
         * @example {
         *       "language": "fr"
         *     }
         */
        LanguageIn: {
            /** @enum {string} */
            language: "es" | "en" | "pt" | "pt-BR" | "fr" | "de" | "it" | "ca" | "gl" | "eu" | "nl" | "pl" | "ro" | "sv" | "da" | "nb" | "fi" | "cs" | "sk" | "sl" | "hr" | "hu" | "el" | "bg" | "uk" | "ru" | "lt" | "lv" | "et" | "tr" | "ar" | "he" | "hi" | "zh" | "ja" | "ko" | "vi" | "th" | "id";
        };
        /** @description What the last comparisons say of one language with the draft as it is now. */
        LanguageProvenOut: {
            /** @example fr */
            code: string;
            different: number;
            same: number;
            total: number;
            untried: number;
        };
        /** @description What a scenario came to when it was last held. */
        LastResult: {
            /** Format: date-time */
            ended_at: string;
            passed: boolean;
            run_id: string;
        };
        /** @description One that was left as it was, and why. */
        LeftOut: {
            id: string;
            other: string;
            /**
             * @description `automatic`: written by itself; `page`: of a site, which it stays with; `exists`: the same content is there already, under the title in `other`; `full`: no more fit there; `tags`: it would have more tags than one may have; `gone`: somebody deleted it
             * @enum {string}
             */
            reason: "automatic" | "page" | "exists" | "full" | "tags" | "gone";
            /** @description Empty where it is gone */
            title: string;
        };
        /** @description An agent of which nothing could be made, and why. */
        LeftOutAgent: {
            message: string;
            name: string;
        };
        /** @description Where the agent answers without us: the platform's own model thinks there, so everybody gets the live version. */
        LeftOutOut: {
            account: string;
            platform: string;
        };
        /**
         * @description Why the number may be called again.
         * @example {
         *       "lifted_reason": "Asked to be called again on 3 March"
         *     }
         */
        LiftIn: {
            lifted_reason: string;
        };
        /** @description What must be said in the call, in `language`. */
        LineOut: {
            code: string;
            language: string;
            packs: string[];
            text: string;
        };
        /**
         * @description What a browser needs to hear a call under way, hidden: an offer of WebRTC goes to `url`, with the token.
         *
         *     `participant` is who listens, and may be let in to speak.
         */
        ListeningOut: {
            ice_servers: components["schemas"]["IceServerOut"][];
            participant: string;
            token: string;
            url: string;
        };
        /**
         * @description A place of the business.
         * @example {
         *       "address": "Calle Mayor 1",
         *       "name": "Centro"
         *     }
         */
        LocationIn: {
            /** @default  */
            address: string;
            name: string;
            /** @default  */
            notes: string;
            /** @default  */
            phone: string;
            /** @default 0 */
            position: number;
        };
        /** @description Every location, in its order. */
        LocationList: {
            items: components["schemas"]["LocationOut"][];
        };
        /** @description A place of the business. */
        LocationOut: {
            address: string;
            can: string[];
            id: string;
            name: string;
            notes: string;
            phone: string;
            position: number;
            revision: number;
        };
        /** @description What would be lost, the blocking first. */
        LossList: {
            blocked: boolean;
            items: components["schemas"]["LossOut"][];
        };
        /** @description Something that the platform does otherwise or not at all, in the reader's language. */
        LossOut: {
            blocking: boolean;
            /** @example node.tool_call */
            feature: string;
            flow_id: string | null;
            /** @enum {string} */
            how: "changed" | "lost";
            node_id: string | null;
            node_name: string;
            safety: boolean;
            sentence: string;
        };
        /** @description The agent that was made. */
        MadeAgentOut: {
            /** @example agt_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
        };
        /** @description The flow that was put into an agent's draft, and the revision that the draft has now. */
        MadeFlowOut: {
            agent_id: string;
            flow_id: string;
            revision: number;
        };
        /** @description The prompt that was made. */
        MadePromptOut: {
            /** @example prm_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
        };
        /** @description The tool that was made: a draft. `signs_in`: its sign-in is to be filled in before it is published. */
        MadeToolOut: {
            /** @example tool_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            signs_in: boolean;
        };
        /**
         * @description An MCP server, and how one signs in there: so, or by a shared sign-in. Nothing of it is kept.
         * @example {
         *       "address": "https://mcp.example.com/mcp"
         *     }
         */
        McpServerIn: {
            address: string;
            /**
             * @description The fields of the sign-in's form
             * @default {}
             */
            credentials: {
                [key: string]: string;
            };
            /** @default none */
            sign_in: components["schemas"]["SignIn"];
            /**
             * @description A shared sign-in to use, instead of one of its own
             * @example null
             */
            sign_in_id?: string | null;
        };
        /** @description What a server offers. */
        McpServerOut: {
            operations: components["schemas"]["OpenApiOperation"][];
        };
        /**
         * @description Who makes vectors of the passages: an account with one of its models, this machine, or nobody (`off`).
         * @example {
         *       "kind": "off"
         *     }
         */
        MeaningIn: {
            account_id?: string | null;
            /** @enum {string} */
            kind: "off" | "account" | "local";
            /** @default  */
            model: string;
        };
        /**
         * @description How the organization searches: by words always, and by the meaning of `used` where there is one.
         *
         *     `coming` is being filled and takes the place of `used` when it is whole.
         */
        MeaningOut: {
            /** @description False where the database has no pgvector */
            available: boolean;
            can: string[];
            choices: components["schemas"]["VectorChoiceOut"][];
            coming: components["schemas"]["SpaceOut"] | null;
            /** @description This machine's model, where the operator brought one */
            local: string | null;
            passages: number;
            /** @description About what all passages take, once */
            tokens: number;
            used: components["schemas"]["SpaceOut"] | null;
        };
        /** @description A figure, and the same of the period before; null where nothing was counted. */
        Measure: {
            before: number | null;
            /** @description Relative: 0.25 is a quarter more; null where there is no before */
            change: number | null;
            value: number | null;
        };
        /**
         * @description Another role, or for a manager or viewer other agents; what is left out stays.
         * @example {
         *       "role": "viewer"
         *     }
         */
        MemberChange: {
            agent_ids?: string[] | null;
            role?: components["schemas"]["Role"] | null;
        };
        /** @description One page of members. */
        MemberList: {
            items: components["schemas"]["MemberOut"][];
            next_cursor?: string | null;
        };
        /** @description A person and their role. */
        MemberOut: {
            agent_ids: string[];
            can: string[];
            /** Format: date-time */
            created_at: string;
            /** @example mbr_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            is_you: boolean;
            /** @description When they last changed something here */
            last_acted_at: string | null;
            /** @description Entries of theirs in the audit trail, in the last 30 days */
            recent_acts: number;
            role: components["schemas"]["Role"];
            user: components["schemas"]["PersonOut"];
        };
        /** @description What the person may do in one organization. */
        MembershipOut: {
            organization: components["schemas"]["OrganizationSummary"];
            permissions: string[];
            role: string;
        };
        /** @description The signed-in person, where they belong, and what this installation offers. */
        MeOut: {
            config: components["schemas"]["ConfigOut"];
            memberships: components["schemas"]["MembershipOut"][];
            user: components["schemas"]["UserOut"];
        };
        /**
         * @description The contact that goes into this one.
         * @example {
         *       "other_id": "con_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *     }
         */
        MergeIn: {
            other_id: string;
        };
        /** @description One page of a transcript, in order. */
        MessageList: {
            items: components["schemas"]["MessageOut"][];
            next_cursor?: string | null;
        };
        /** @description One thing said, with what led to it. */
        MessageOut: {
            attachments: {
                [key: string]: unknown;
            }[] | null;
            author: components["schemas"]["PersonRef"] | null;
            choices: {
                [key: string]: unknown;
            }[] | null;
            citations: {
                [key: string]: unknown;
            }[] | null;
            /** @description What the business profile of that day says otherwise */
            contradicts: components["schemas"]["PromiseOut"][];
            /** Format: date-time */
            created_at: string;
            id: string;
            input: {
                [key: string]: unknown;
            } | null;
            /** @description What somebody of the team says of it; none for other roles */
            rating: components["schemas"]["TurnRatingOut"] | null;
            /** @enum {string} */
            role: "visitor" | "agent" | "person" | "system";
            sequence: number;
            text: string;
            /** @description Time that models, tools and searches took for it */
            took_ms: number;
            trace: components["schemas"]["TraceOut"][];
        };
        /**
         * @description Who thinks in a call.
         *
         *     `brain`: the platform's voice with our engine behind it. `native`: the platform's own model with our prompt. `flow`: the
         *     platform's own model walking our flow, node by node.
         * @enum {string}
         */
        Mode: "brain" | "native" | "flow";
        /**
         * @description What is to change; what is left out stays. A secret that is left out or empty stays too.
         * @example {
         *       "label": "OpenAI (Madrid)"
         *     }
         */
        ModelAccountChange: {
            credentials?: {
                [key: string]: string;
            } | null;
            default_model?: string | null;
            fallback_account_id?: string | null;
            fallback_model?: string | null;
            first_token_timeout?: number | null;
            is_default?: boolean | null;
            label?: string | null;
            total_timeout?: number | null;
        };
        /**
         * @description A new account. Secrets are kept sealed and never shown again.
         * @example {
         *       "credentials": {
         *         "api_key": "sk-example"
         *       },
         *       "kind": "openai",
         *       "label": "OpenAI"
         *     }
         */
        ModelAccountIn: {
            /**
             * @description The fields of the kind's form
             * @example {
             *       "api_key": "sk-…"
             *     }
             */
            credentials: {
                [key: string]: string;
            };
            /**
             * @description Empty: the vendor's suggestion
             * @default
             */
            default_model: string;
            fallback_account_id?: string | null;
            /** @default  */
            fallback_model: string;
            /**
             * @description Seconds until the first word
             * @default 15
             */
            first_token_timeout: number;
            /** @description Left out: the first account becomes the default */
            is_default?: boolean | null;
            kind: components["schemas"]["ModelVendor"];
            label: string;
            /**
             * @description Seconds for the whole answer
             * @default 90
             */
            total_timeout: number;
        };
        /** @description A vendor: its form as JSON Schema, and models to suggest. */
        ModelAccountKind: {
            default_model: string;
            form: {
                [key: string]: unknown;
            };
            keys_page: string;
            kind: components["schemas"]["ModelVendor"];
            label: string;
            models: string[];
        };
        /** @description The vendors that can be connected. */
        ModelAccountKindList: {
            items: components["schemas"]["ModelAccountKind"][];
        };
        /** @description The accounts, by label. */
        ModelAccountList: {
            items: components["schemas"]["ModelAccountOut"][];
            next_cursor?: string | null;
        };
        /** @description An account without its secrets. */
        ModelAccountOut: {
            can: string[];
            /** Format: date-time */
            created_at: string;
            /** @description The fields that may be shown */
            credentials: {
                [key: string]: string;
            };
            default_model: string;
            fallback_account_id: string | null;
            fallback_model: string;
            first_token_timeout: number;
            /** @enum {string} */
            health: "unknown" | "ok" | "failing";
            /** @example pac_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            is_default: boolean;
            kind: components["schemas"]["ModelVendor"];
            label: string;
            last_checked_at: string | null;
            /** @description The code of what went wrong last */
            last_error: string | null;
            revision: number;
            /** @description The names of the secret fields that are set */
            secrets: string[];
            total_timeout: number;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description What the model answers here: words, tools that it wants called, variables that it keeps, the way out that it takes.
         *
         *     Each answers one question, in order; with a `node` only one that this step of the agent asks. Not `ok`: the model
         *     fails. Where the agent chooses between branches only answers with its `node` count, which say the branch's id.
         */
        ModelAnswer: {
            /** @default [] */
            calls: components["schemas"]["ToolWish"][];
            /** @default {} */
            keeps: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * @description The id of the way out of its step
             * @default
             */
            leaves: string;
            /** @default  */
            node: string;
            /** @default true */
            ok: boolean;
            /** @default  */
            says: string;
        };
        /**
         * @description A kind of provider account that brings language models.
         * @enum {string}
         */
        ModelVendor: "openai" | "anthropic" | "google" | "groq" | "mistral" | "azure" | "bedrock" | "ollama" | "openai_compatible";
        /** @description Names, in alphabetical order. */
        NameList: {
            items: string[];
        };
        /** @description The agent never says these words. */
        NeverSaysCheck: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "not_said";
            text: string;
        };
        /** @description Every kind of node that a flow may have. */
        NodeKindList: {
            items: components["schemas"]["NodeKindOut"][];
        };
        /** @description A kind of node: where it stands in the palette, how it begins, and the JSON Schema of its form. */
        NodeKindOut: {
            /** @description What an empty node holds */
            data: {
                [key: string]: unknown;
            };
            data_schema: {
                [key: string]: unknown;
            };
            /** @example talk */
            group: string;
            /**
             * @description The name of a Lucide icon
             * @example message-square
             */
            icon: string;
            /** @example say */
            kind: string;
            /** @description Those of an empty node */
            ports: components["schemas"]["PortOut"][];
            /** @description By language */
            summary: {
                [key: string]: string;
            };
            /**
             * @description By language
             * @example {
             *       "en": "Say",
             *       "es": "Decir",
             *       "pt": "Dizer"
             *     }
             */
            title: {
                [key: string]: string;
            };
        };
        /**
         * @description A note.
         * @example {
         *       "text": "Llamar el lunes."
         *     }
         */
        NoteIn: {
            text: string;
        };
        /** @description What a person wrote beside a conversation. */
        NoteOut: {
            author: components["schemas"]["PersonRef"];
            can_delete: boolean;
            /** Format: date-time */
            created_at: string;
            id: string;
            text: string;
        };
        /** @description Whose number it is. */
        NumberAccount: {
            /** @example pac_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            label: string;
            platform: components["schemas"]["VoicePlatform"];
        };
        /** @description Who answers it. */
        NumberAgent: {
            /** @example agt_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            name: string;
        };
        /**
         * @description Who is to answer; without an agent nobody does.
         * @example {
         *       "agent_id": null
         *     }
         */
        NumberBinding: {
            agent_id: string | null;
        };
        /** @description How far an account's numbers are known. */
        NumberCatalogueOut: {
            account: components["schemas"]["NumberAccount"];
            count: number;
            error: string | null;
            refreshed_at: string | null;
            refreshing: boolean;
        };
        /**
         * @description A try of a number. The last two digits of `caller` say how that person behaves, as they do for calls out.
         * @example {
         *       "caller": "+34612345620"
         *     }
         */
        NumberRing: {
            /** @default +34612345620 */
            caller: string;
        };
        /** @description The call that was made: its id at the platform. */
        NumberRung: {
            /** @example sbc_01k9h2v7zq4m8x3n5t6w1y0r2s */
            platform_call_id: string;
        };
        /** @description Answered from `opens` to `closes`; closing before it opens means after midnight. */
        NumberSpan: {
            closes: string;
            opens: string;
        };
        /** @description What stands against publishing. */
        ObstacleOut: {
            code: string;
            sentence: string;
        };
        /**
         * @description A service or product. The price is in micro-units: 45 € is 45000000.
         * @example {
         *       "duration_seconds": 1800,
         *       "kind": "service",
         *       "name": "Limpieza dental",
         *       "price_micros": 45000000
         *     }
         */
        OfferingIn: {
            /** @default true */
            active: boolean;
            /** @default  */
            category: string;
            /** @description The profile's currency when left out */
            currency?: string | null;
            /** @default  */
            description: string;
            duration_seconds?: number | null;
            /**
             * @default service
             * @enum {string}
             */
            kind: "service" | "product";
            name: string;
            /** @default 0 */
            position: number;
            /** @default false */
            price_from: boolean;
            price_micros?: number | null;
        };
        /** @description Every service or product, in its order. */
        OfferingList: {
            items: components["schemas"]["OfferingOut"][];
        };
        /** @description A service or product. */
        OfferingOut: {
            active: boolean;
            can: string[];
            category: string;
            currency: string;
            description: string;
            duration_seconds: number | null;
            id: string;
            /** @enum {string} */
            kind: "service" | "product";
            name: string;
            position: number;
            price_from: boolean;
            price_micros: number | null;
            revision: number;
        };
        /**
         * @description An OpenAPI 3 document as text, JSON or YAML. Nothing that it points to is fetched.
         * @example {
         *       "document": "{\"openapi\": \"3.1.0\", \"paths\": {\"/slots\": {\"get\": {}}}}"
         *     }
         */
        OpenApiIn: {
            document: string;
        };
        /** @description An operation as a tool. `notes` are codes of what was left out. */
        OpenApiOperation: {
            definition: components["schemas"]["ToolDefinition"];
            label: string;
            name: string;
            notes: string[];
        };
        /**
         * @description What a document offers. `left_out` counts what there was no room for.
         *
         *     `sign_in` is how it says that one signs in, `credentials` what it says of the form's fields; never a secret.
         */
        OpenApiOut: {
            credentials: {
                [key: string]: string;
            };
            left_out: number;
            operations: components["schemas"]["OpenApiOperation"][];
            sign_in: components["schemas"]["SignIn"];
            title: string;
        };
        /**
         * @description What is to change; what is left out stays. A colour of null goes back to the product's own.
         * @example {
         *       "color": "#0b7a75",
         *       "name": "Clínica Sol"
         *     }
         */
        OrganizationChange: {
            /** @description Days that what was said in calls is kept; null for as long as the plan allows */
            call_days?: number | null;
            /** @default 30 */
            chat_idle_minutes: number;
            color?: string | null;
            /**
             * @default EUR
             * @example EUR
             */
            currency: string;
            /**
             * @default en
             * @enum {string}
             */
            language: "en" | "es" | "pt";
            /**
             * @default
             * @example Clínica Sol
             */
            name: string;
            /**
             * @default UTC
             * @example Europe/Madrid
             */
            time_zone: string;
            /**
             * @default off
             * @enum {string}
             */
            two_step: "off" | "administrators";
        };
        /**
         * @description The organization's name, typed to be sure.
         * @example {
         *       "name": "Clínica Sol"
         *     }
         */
        OrganizationDeletion: {
            name: string;
        };
        /**
         * @description A new organization; whoever makes it owns it.
         * @example {
         *       "currency": "EUR",
         *       "language": "es",
         *       "name": "Clínica Sol",
         *       "time_zone": "Europe/Madrid"
         *     }
         */
        OrganizationIn: {
            /**
             * @default EUR
             * @example EUR
             */
            currency: string;
            /**
             * @default en
             * @enum {string}
             */
            language: "en" | "es" | "pt";
            /** @example Clínica Sol */
            name: string;
            /**
             * @default UTC
             * @example Europe/Madrid
             */
            time_zone: string;
        };
        /** @description An organization as its members see it. */
        OrganizationOut: {
            brand: components["schemas"]["Brand"];
            /** @description Days that what was said in calls is kept; null for as long as the plan allows */
            call_days: number | null;
            can: string[];
            /** @description After so long a chat that nobody goes on with is over */
            chat_idle_minutes: number;
            currency: string;
            /** @example org_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @enum {string} */
            language: "en" | "es" | "pt";
            /** @description What the plan allows; null without limit */
            most_call_days: number | null;
            name: string;
            /** @description The agency that it is a client of */
            parent_id?: string | null;
            plan: string;
            revision: number;
            slug: string;
            time_zone: string;
            /**
             * @description Whose accounts must have a second step
             * @enum {string}
             */
            two_step: "off" | "administrators";
        };
        /** @description An organization that the person belongs to. */
        OrganizationSummary: {
            brand: components["schemas"]["BrandOut"];
            currency: string;
            id: string;
            /** @enum {string} */
            language: "en" | "es" | "pt";
            name: string;
            parent_id?: string | null;
            slug: string;
            time_zone: string;
        };
        /** @description The plan and what is left of it. */
        OrganizationUsage: {
            plan: components["schemas"]["Plan"];
            resources: components["schemas"]["PlanUse"][];
        };
        /**
         * @description What came of a call, apart from how it ended at the platform.
         * @enum {string}
         */
        Outcome: "answered" | "no_answer" | "busy" | "voicemail" | "interested" | "not_interested" | "callback_requested" | "booked" | "opted_out" | "invalid_number";
        /** @description The members who may look after contacts. */
        OwnerList: {
            items: components["schemas"]["OwnerOut"][];
        };
        /** @description The member who looks after a contact. */
        OwnerOut: {
            id: string;
            /** @default false */
            me: boolean;
            name: string;
        };
        /** @description Every pack, and the registers that they ask for. */
        PackList: {
            items: components["schemas"]["PackOut"][];
            registers: components["schemas"]["RegisterOut"][];
        };
        /** @description What a pack knows but cannot check. */
        PackNoteOut: {
            as_of: string;
            source: string;
            text: string;
        };
        /** @description The rules of one place, as of a date. They are defaults that a lawyer confirms, not legal advice. */
        PackOut: {
            as_of: string;
            code: string;
            countries: string[];
            name: string;
            notes: components["schemas"]["PackNoteOut"][];
            region: string;
            rules: components["schemas"]["RuleOut"][];
        };
        /** @description A page that could not be read at the last visit, and what to do. */
        PageProblemOut: {
            address: string;
            code: string;
            detail: string;
            title: string;
        };
        /** @description Where a talk went another way than in the main language. */
        ParityDifference: {
            /** @enum {string} */
            kind: "tool" | "arguments" | "variable" | "told" | "end" | "outcome" | "path" | "stopped";
            main: string;
            name: string;
            other: string;
        };
        /** @description What the caller said and what the agent answered. */
        ParityExchange: {
            agent: string[];
            caller: string;
        };
        /** @description A result with both talks side by side. */
        ParityResultDetail: {
            differences: components["schemas"]["ParityDifference"][];
            error: string;
            id: string;
            language: string;
            main: components["schemas"]["ParityExchange"][];
            name: string;
            other: components["schemas"]["ParityExchange"][];
            same: boolean | null;
            scenario_id: string | null;
        };
        /** @description One scenario in one language. `same` none: not held yet. */
        ParityResultOut: {
            differences: components["schemas"]["ParityDifference"][];
            error: string;
            id: string;
            language: string;
            name: string;
            same: boolean | null;
            scenario_id: string | null;
        };
        /** @description A run with what it found. */
        ParityRunDetail: {
            agent_id: string;
            /** Format: date-time */
            created_at: string;
            different: number;
            draft_revision: number | null;
            ended_at: string | null;
            error: string;
            id: string;
            languages: string[];
            results: components["schemas"]["ParityResultOut"][];
            same: number;
            started_by: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled" | "failed";
            tokens: number;
            total: number;
        };
        /**
         * @description The languages in which the agent's scenarios are held; none named is all.
         * @example {
         *       "languages": [
         *         "fr"
         *       ]
         *     }
         */
        ParityRunIn: {
            /** @default [] */
            languages: ("es" | "en" | "pt" | "pt-BR" | "fr" | "de" | "it" | "ca" | "gl" | "eu" | "nl" | "pl" | "ro" | "sv" | "da" | "nb" | "fi" | "cs" | "sk" | "sl" | "hr" | "hu" | "el" | "bg" | "uk" | "ru" | "lt" | "lv" | "et" | "tr" | "ar" | "he" | "hi" | "zh" | "ja" | "ko" | "vi" | "th" | "id")[];
            translator_id?: string | null;
        };
        /** @description An agent's last parity runs, newest first. */
        ParityRunList: {
            items: components["schemas"]["ParityRunOut"][];
        };
        /** @description A run over an agent's scenarios and languages. */
        ParityRunOut: {
            agent_id: string;
            /** Format: date-time */
            created_at: string;
            different: number;
            draft_revision: number | null;
            ended_at: string | null;
            error: string;
            id: string;
            languages: string[];
            same: number;
            started_by: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled" | "failed";
            tokens: number;
            total: number;
        };
        /** @description A passage of a document that contradicts the business profile. */
        PassageAgainstOut: {
            aside: components["schemas"]["AsideOut"] | null;
            contradiction: components["schemas"]["ContradictionOut"];
            document_id: string;
            key: string;
            passage_id: string;
            place: string;
            title: string;
        };
        /** @description One page of passages. */
        PassageList: {
            items: components["schemas"]["PassageOut"][];
            next_cursor?: string | null;
        };
        /** @description A passage of a document. */
        PassageOut: {
            heading: string;
            id: string;
            place: string;
            position: number;
            text: string;
        };
        /**
         * @description Text with questions and answers: a question ends with `?` or begins with `Q:`, its answer follows.
         * @example {
         *       "text": "¿Abren los sábados?\nSí, de 9:00 a 14:00."
         *     }
         */
        PastedIn: {
            /**
             * @default
             * @enum {string}
             */
            language: "" | "es" | "en" | "pt";
            source_id?: string | null;
            /**
             * @description For all of them
             * @default []
             */
            tags: string[];
            text: string;
        };
        /** @description How far two people who judged the same, without knowing of each other, agree. */
        PeopleOut: {
            agreed: number;
            kappa: number | null;
            pairs: number;
        };
        /** @description A customer whom a model plays: what they want, and how they are. They know the scenario's facts. */
        Persona: {
            goal: string;
            /** @default  */
            manner: string;
            /** @default 15 */
            most_turns: number;
        };
        /** @description What members see of each other. */
        PersonOut: {
            email: string;
            /** @example usr_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            name: string;
        };
        /** @description A person of the organization; `id` is null for one who left. */
        PersonRef: {
            id: string | null;
            name: string;
        };
        /**
         * @description What is to change; what is left out stays.
         * @example {
         *       "answers": "business",
         *       "fallback": "+34611222333",
         *       "label": "Recepción"
         *     }
         */
        PhoneNumberChange: {
            answers?: ("always" | "business" | "own") | null;
            fallback?: string | null;
            hours?: {
                [key: string]: components["schemas"]["NumberSpan"][];
            } | null;
            label?: string | null;
        };
        /** @description Numbers in order, with how far each account's are known. */
        PhoneNumberList: {
            catalogues: components["schemas"]["NumberCatalogueOut"][];
            items: components["schemas"]["PhoneNumberOut"][];
            next_cursor?: string | null;
        };
        /** @description A number of a connected account. */
        PhoneNumberOut: {
            account: components["schemas"]["NumberAccount"];
            agent: components["schemas"]["NumberAgent"] | null;
            /** @enum {string} */
            answers: "always" | "business" | "own";
            can: string[];
            /** @description Whether calls can be made from it */
            can_call: boolean;
            country: string;
            /** @description Who is called outside of these hours; E.164 or empty */
            fallback: string;
            /**
             * @example {
             *       "monday": [
             *         {
             *           "closes": "14:00",
             *           "opens": "09:00"
             *         }
             *       ]
             *     }
             */
            hours: {
                [key: string]: components["schemas"]["NumberSpan"][];
            };
            /** @example num_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description The platform's id of what answers; empty: nobody */
            inbound_agent: string;
            label: string;
            /**
             * @description E.164
             * @example +34910000002
             */
            number: string;
            platform_label: string;
            revision: number;
            /**
             * @description As people of its country write it
             * @example +34 910 00 00 02
             */
            shown: string;
            /**
             * @description `answered` by an agent of ours, by a `foreign` one of the platform, or `free`
             * @enum {string}
             */
            state: "answered" | "foreign" | "free";
            /** @description When the account last listed it as its own */
            verified_at: string | null;
        };
        /**
         * @description What an organization may be on, the smallest first.
         * @enum {string}
         */
        Plan: "free" | "starter" | "professional" | "enterprise";
        /**
         * @description Another plan.
         * @example {
         *       "plan": "professional"
         *     }
         */
        PlanChange: {
            plan: components["schemas"]["Plan"];
        };
        /** @description How much of a resource is taken, and how much the plan allows. */
        PlanUse: {
            /** @description None where the plan sets no limit; bytes for `knowledge_bytes` */
            limit: number | null;
            resource: components["schemas"]["Resource"];
            used: number;
        };
        /** @description Whether the whole installation may call; null when nothing forbids it. */
        PlatformCalls: {
            stopped: components["schemas"]["CallsStopped"] | null;
        };
        /** @description An organization as super admins see it: how large it is, never what is in it. */
        PlatformOrganization: {
            agents: number;
            /** @description For this organization alone */
            calls_stopped: components["schemas"]["CallsStopped"] | null;
            /** @description Begun in the last 30 days */
            conversations: number;
            /** Format: date-time */
            created_at: string;
            /** @example org_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @enum {string} */
            language: "en" | "es" | "pt";
            members: number;
            name: string;
            parent_id: string | null;
            plan: string;
            slug: string;
            suspended_at: string | null;
        };
        /** @description One page of organizations, the newest first. */
        PlatformOrganizationList: {
            items: components["schemas"]["PlatformOrganization"][];
            next_cursor?: string | null;
            total: number;
        };
        /** @description A person as super admins see them. */
        PlatformUser: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** @example usr_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            is_active: boolean;
            is_super_admin: boolean;
            last_sign_in: string | null;
            name: string;
            organizations: number;
            two_step: boolean;
        };
        /** @description One page of people, the newest first. */
        PlatformUserList: {
            items: components["schemas"]["PlatformUser"][];
            next_cursor?: string | null;
            total: number;
        };
        /** @description Where the difference stood at a moment, after so many conversations of each arm. */
        PointOut: {
            a: number;
            /** Format: date-time */
            at: string;
            b: number;
            estimate: number;
            high: number;
            low: number;
        };
        /**
         * @description A rule of the house in your own words.
         * @example {
         *       "text": "Avise 24 horas antes."
         *     }
         */
        PolicyIn: {
            /** @default 0 */
            position: number;
            text: string;
            title: string;
        };
        /** @description Every policy, in its order. */
        PolicyList: {
            items: components["schemas"]["PolicyOut"][];
        };
        /** @description A rule of the house. */
        PolicyOut: {
            can: string[];
            id: string;
            position: number;
            revision: number;
            text: string;
            title: string;
        };
        /** @description A way out of a node. `label` is the author's own name for it, where it has one. */
        PortOut: {
            id: string;
            label: string;
            /** @description Whether the checks warn while nothing is connected to it */
            needed: boolean;
        };
        /**
         * @description What a person may change about themselves; what is left out stays.
         * @example {
         *       "language": "es",
         *       "theme": "dark"
         *     }
         */
        PreferencesIn: {
            language?: ("" | "es" | "en" | "pt") | null;
            name?: string | null;
            theme?: ("system" | "light" | "dark") | null;
            time_zone?: string | null;
        };
        /** @description The first rows as they would be read. */
        PreviewOut: {
            items: components["schemas"]["PreviewRow"][];
        };
        /** @description What would become of one page of the audience; add the pages up. `seconds` and `worst_case` add up, too. */
        PreviewPart: {
            checked: number;
            confirm_above: number;
            first_at: string | null;
            later: number;
            left_out: number;
            next_cursor: string | null;
            now: number;
            refusals: components["schemas"]["ReasonGroup"][];
            seconds: number;
            waits: components["schemas"]["ReasonGroup"][];
            worst_case: components["schemas"]["CampaignMoney"] | null;
        };
        /** @description What would become of a row, and what is wrong with it in the reader's language. */
        PreviewRow: {
            /** @enum {string} */
            action: "create" | "update" | "skip" | "refuse";
            emails: string[];
            /** @description The name of the contact that is there already */
            existing: string;
            name: string;
            number: number;
            phones: string[];
            problems: string[];
        };
        /** @description Why a request was refused (RFC 9457). `code` is stable; `title` and `detail` are in the reader's language. */
        Problem: {
            code: string;
            /**
             * @description What the text is made of
             * @default {}
             */
            data: {
                [key: string]: string | number | boolean;
            };
            detail: string;
            /**
             * @description Every field at fault, when the shape is wrong
             * @default []
             */
            errors: components["schemas"]["FieldProblem"][];
            /**
             * @description The input at fault as a dotted path, when there is one
             * @default
             */
            field: string;
            /**
             * @description Every rule that stands against it, where rules do
             * @default []
             */
            reasons: components["schemas"]["RefusalReason"][];
            request_id: string | null;
            status: number;
            title: string;
            type: string;
        };
        /** @description Something that the checks found in a draft, said in the reader's language. */
        ProblemOut: {
            code: string;
            flow_id?: string | null;
            message: string;
            node_id?: string | null;
            /** @enum {string} */
            severity: "error" | "warning";
        };
        /**
         * @description What is to change; what is left out stays.
         * @example {
         *       "name": "Clínica Sol",
         *       "phone": "+34 910 000 000"
         *     }
         */
        ProfileChange: {
            address?: string | null;
            country?: string | null;
            currency?: string | null;
            description?: string | null;
            email?: string | null;
            industry?: string | null;
            name?: string | null;
            payment_methods?: string[] | null;
            phone?: string | null;
            public_holidays?: boolean | null;
            subdivision?: string | null;
            time_zone?: string | null;
            website?: string | null;
        };
        /** @description The business profile. Before anything was written it shows the organization's own name and zone. */
        ProfileOut: {
            address: string;
            can: string[];
            country: string;
            currency: string;
            description: string;
            email: string;
            /** @description Whether anything has been written yet */
            exists: boolean;
            hours: {
                [key: string]: components["schemas"]["SpanWire"][];
            };
            industry: string;
            name: string;
            payment_methods: string[];
            phone: string;
            public_holidays: boolean;
            revision: number;
            subdivision: string;
            time_zone: string;
            website: string;
        };
        /**
         * @description Something said against the profile that needs nothing, and why: it is right, it is no contradiction, it is done.
         * @example {
         *       "key": "0123456789abcdef0123456789abcdef",
         *       "reason": "right"
         *     }
         */
        PromiseAsideIn: {
            key: string;
            /** @enum {string} */
            reason: "right" | "no_contradiction" | "done";
        };
        /** @description That somebody found that it needs nothing. */
        PromiseAsideOut: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @enum {string} */
            reason: "right" | "no_contradiction" | "done";
        };
        /**
         * @description Something said against the profile that counts again.
         * @example {
         *       "key": "0123456789abcdef0123456789abcdef"
         *     }
         */
        PromiseBackIn: {
            key: string;
        };
        /** @description Something the agent said that the business did not say then. `subject` is the service or the day. */
        PromiseOut: {
            aside: components["schemas"]["PromiseAsideOut"] | null;
            /** @description The same wherever in a conversation it is said */
            key: string;
            /** @enum {string} */
            kind: "price" | "phone" | "hours" | "payment";
            known: string;
            said: string;
            subject: string;
        };
        /** @description What one model answered to one case. Not `done`: not asked yet. `error` is the code of why there is no answer. */
        PromptAnswerOut: {
            calls: components["schemas"]["PromptCall"][];
            case: string;
            /** @description Of the case; none where nothing was answered */
            checks: components["schemas"]["PromptCheck"][];
            done: boolean;
            error: string | null;
            message: string;
            /** @description Cost in millionths of a US dollar, where the price is known */
            micros: number | null;
            model: string;
            seconds: number | null;
            text: string;
            tokens_in: number;
            tokens_out: number;
            /** @description The version that it was told; none: the draft */
            version: number | null;
        };
        /** @description A model to ask. Without a name the account's own. */
        PromptAsked: {
            account_id: string;
            /** @default  */
            model: string;
        };
        /** @description A tool that the model wanted to call. It is not called. */
        PromptCall: {
            arguments: string;
            name: string;
        };
        /**
         * @description A situation to try a prompt in, and what an answer must and must not say.
         *
         *     Words are compared without regard to capitals and accents.
         * @example {
         *       "earlier": [
         *         {
         *           "text": "Good morning, how can I help?",
         *           "who": "agent"
         *         }
         *       ],
         *       "message": "When are you open?",
         *       "name": "Asks for the hours",
         *       "never": [
         *         "I do not know"
         *       ],
         *       "says": [
         *         "nine"
         *       ],
         *       "values": {
         *         "customer": "Luis"
         *       }
         *     }
         */
        PromptCaseIn: {
            /**
             * @description What was said before the message, the oldest first
             * @default []
             */
            earlier: components["schemas"]["PromptTurn"][];
            message: string;
            name: string;
            /** @default [] */
            never: string[];
            /** @default [] */
            says: string[];
            /**
             * @description By the names of variables; what is left out has its sample
             * @default {}
             */
            values: {
                [key: string]: string;
            };
        };
        /** @description The saved cases, the oldest first. */
        PromptCaseList: {
            items: components["schemas"]["PromptCaseOut"][];
        };
        /** @description A saved case. */
        PromptCaseOut: {
            earlier: components["schemas"]["PromptTurn"][];
            /** @example pcs_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            message: string;
            name: string;
            never: string[];
            says: string[];
            values: {
                [key: string]: string;
            };
        };
        /**
         * @description What is to change; what is left out stays.
         * @example {}
         */
        PromptChangeIn: {
            content?: components["schemas"]["PromptContent"] | null;
            tags?: string[] | null;
            title?: string | null;
        };
        /** @description Words that an answer must say (`says`) or must not (`never`), and whether it did as it should. */
        PromptCheck: {
            /** @enum {string} */
            kind: "says" | "never";
            passed: boolean;
            text: string;
        };
        /** @description What has versions. */
        PromptContent: {
            /**
             * @default en
             * @enum {string}
             */
            language: "es" | "en" | "pt" | "pt-BR" | "fr" | "de" | "it" | "ca" | "gl" | "eu" | "nl" | "pl" | "ro" | "sv" | "da" | "nb" | "fi" | "cs" | "sk" | "sl" | "hr" | "hu" | "el" | "bg" | "uk" | "ru" | "lt" | "lv" | "et" | "tr" | "ar" | "he" | "hi" | "zh" | "ja" | "ko" | "vi" | "th" | "id";
            /** @default  */
            text: string;
            /** @default [] */
            variables: components["schemas"]["PromptVariable"][];
        };
        /** @description What one answer would cost with a model, by the public price list; none where nobody knows the price. */
        PromptCost: {
            /** @description The connected account; none for a model that is shown for comparison */
            account: string | null;
            /** @description Millionths of a US dollar */
            micros: number | null;
            model: string;
            vendor: string;
        };
        /**
         * @description What changed between two states, `draft` or a number, in the texts as they are sent: with what they include.
         *
         *     `variables` are the names whose entry differs.
         */
        PromptDiff: {
            base: string;
            included: components["schemas"]["IncludedChange"][];
            language: boolean;
            rows: components["schemas"]["DiffRow"][];
            target: string;
            variables: string[];
        };
        /** @description What a rule found, from `start` to `end` in UTF-16 units, as browsers count; both 0: about the whole text. */
        PromptFinding: {
            code: string;
            data: {
                [key: string]: string;
            };
            end: number;
            /** @enum {string} */
            severity: "error" | "warning" | "hint";
            start: number;
        };
        /**
         * @description A new prompt. Its name is what other prompts include it by, and stays.
         * @example {
         *       "content": {
         *         "language": "en",
         *         "text": "You look after {{customer}}.\n\n## Never\n- Never promise a price that is not on record.",
         *         "variables": [
         *           {
         *             "description": "Who is calling",
         *             "kind": "text",
         *             "name": "customer",
         *             "sample": "Ana Ruiz"
         *           }
         *         ]
         *       },
         *       "name": "reception",
         *       "tags": [
         *         "clinic"
         *       ]
         *     }
         */
        PromptIn: {
            /**
             * @default {
             *       "text": "",
             *       "language": "en",
             *       "variables": []
             *     }
             */
            content: components["schemas"]["PromptContent"];
            name: string;
            /** @default [] */
            tags: string[];
            title: string;
        };
        /** @description A prompt whose draft or newest version includes this one, with the version taken; none: only its draft does. */
        PromptIncludedIn: {
            id: string;
            name: string;
            number: number | null;
            title: string;
        };
        /**
         * @description A label and the version that it is to point at; none takes it away.
         * @example {
         *       "label": "production",
         *       "number": 1
         *     }
         */
        PromptLabelIn: {
            label: string;
            number: number | null;
        };
        /** @description A label and the version that it points at. */
        PromptLabelOut: {
            label: string;
            /** Format: date-time */
            moved_at: string;
            moved_by: string;
            number: number;
        };
        /** @description Prompts, by title. */
        PromptList: {
            items: components["schemas"]["PromptSummary"][];
            next_cursor?: string | null;
            total: number;
        };
        /** @description What the rules found, and about how long it is with what it includes. */
        PromptLook: {
            /** @description What it adds to the cost of each answer, by model; nothing of the answer itself */
            costs: components["schemas"]["PromptCost"][];
            findings: components["schemas"]["PromptFinding"][];
            /** @description An approximation: every vendor counts its own way */
            tokens: number;
            /** @description Its own and those of what it includes */
            variables: components["schemas"]["PromptVariable"][];
        };
        /**
         * @description A content that need not be saved. `name` is its prompt's own, to see whether it includes itself.
         * @example {
         *       "content": {
         *         "language": "en",
         *         "text": "You look after {{customer}}.\n\n## Never\n- Never promise a price that is not on record.",
         *         "variables": [
         *           {
         *             "description": "Who is calling",
         *             "kind": "text",
         *             "name": "customer",
         *             "sample": "Ana Ruiz"
         *           }
         *         ]
         *       },
         *       "name": "reception"
         *     }
         */
        PromptLookIn: {
            content: components["schemas"]["PromptContent"];
            /**
             * @description An agent's own text: no other prompt can be put into it by its name
             * @default false
             */
            in_agent: boolean;
            /** @default  */
            name: string;
        };
        /** @description A connected account with the models to choose from; others may be named too. */
        PromptModel: {
            account: string;
            account_id: string;
            default_model: string;
            models: string[];
            vendor: string;
        };
        /** @description The models that answer for the organization. */
        PromptModelList: {
            items: components["schemas"]["PromptModel"][];
        };
        /** @description A prompt as its page shows it. */
        PromptOut: {
            can: string[];
            content: components["schemas"]["PromptContent"];
            /** Format: date-time */
            created_at: string;
            has_changes: boolean;
            /** @example prm_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            labels: components["schemas"]["PromptLabelOut"][];
            language: string;
            last_number: number | null;
            look: components["schemas"]["PromptLook"];
            name: string;
            /** @description How its text begins */
            opening: string;
            /** @description What the newest version includes in an older version than there is now */
            outdated: components["schemas"]["IncludedPrompt"][];
            revision: number;
            tags: string[];
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A passage of the agent's knowledge that was found for the message. */
        PromptPassage: {
            place: string;
            text: string;
            title: string;
        };
        /**
         * @description A content, and the situation to see it in.
         * @example {
         *       "content": {
         *         "language": "en",
         *         "text": "You look after {{customer}}.\n\n## Never\n- Never promise a price that is not on record.",
         *         "variables": [
         *           {
         *             "description": "Who is calling",
         *             "kind": "text",
         *             "name": "customer",
         *             "sample": "Ana Ruiz"
         *           }
         *         ]
         *       },
         *       "message": "When are you open?",
         *       "name": "reception",
         *       "values": {
         *         "customer": "Luis"
         *       }
         *     }
         */
        PromptPreviewIn: {
            /** @description Whose manner and language it is put in; none: a plain agent */
            agent_id?: string | null;
            /**
             * @default chat
             * @enum {string}
             */
            channel: "chat" | "voice";
            content: components["schemas"]["PromptContent"];
            /**
             * @description Where the agent's step is; empty: found by the prompt
             * @default
             */
            flow_id: string;
            /**
             * @description An agent's own text: no other prompt can be put into it by its name
             * @default false
             */
            in_agent: boolean;
            /** @default ? */
            message: string;
            /** @default  */
            name: string;
            /**
             * @description The step whose text it is, or that is seen with it
             * @default
             */
            node_id: string;
            /**
             * @description What the text is of the agent: a step's task, or who the agent is
             * @default task
             * @enum {string}
             */
            part: "task" | "persona";
            /**
             * @description By the names of variables; what is left out has its sample
             * @default {}
             */
            values: {
                [key: string]: string;
            };
        };
        /** @description What is sent, word for word. `answered` is false where the agent would not ask a model at all. */
        PromptPreviewOut: {
            /** @description How long an answer is taken to be, for the costs */
            answer_tokens: number;
            asked: boolean;
            costs: components["schemas"]["PromptCost"][];
            messages: components["schemas"]["PromptSaid"][];
            /** @description They stand in the instructions; with an agent only */
            passages: components["schemas"]["PromptPassage"][];
            system: string;
            /** @description Of all that is sent; an approximation */
            tokens: number;
            /** @description Those of the agent's step that takes its task from the prompt; without such a step, all of the agent's */
            tools: components["schemas"]["PromptTool"][];
        };
        /**
         * @description What is said of a version, and the labels that are to point at it.
         * @example {
         *       "labels": [
         *         "production"
         *       ],
         *       "note": "Kinder to those who call again"
         *     }
         */
        PromptPublishIn: {
            /** @default [] */
            labels: string[];
            /** @default  */
            note: string;
        };
        /** @description A message that goes with the instructions. */
        PromptSaid: {
            role: string;
            text: string;
        };
        /** @description A prompt in a list. `last_number` is none while it has no version. */
        PromptSummary: {
            can: string[];
            /** Format: date-time */
            created_at: string;
            has_changes: boolean;
            /** @example prm_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            labels: components["schemas"]["PromptLabelOut"][];
            language: string;
            last_number: number | null;
            name: string;
            /** @description How its text begins */
            opening: string;
            tags: string[];
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description The tags in use. */
        PromptTagList: {
            items: string[];
        };
        /** @description Texts to begin a prompt from. */
        PromptTemplateList: {
            items: components["schemas"]["PromptTemplateOut"][];
        };
        /** @description A text to begin a prompt from. */
        PromptTemplateOut: {
            content: components["schemas"]["PromptContent"];
            industry: string | null;
            key: string;
            language: string;
            purpose: string;
            summary: string;
            title: string;
        };
        /** @description A tool that the model may call. */
        PromptTool: {
            description: string;
            name: string;
        };
        /**
         * @description What is tried with which models. Without a version the draft as it is now; without cases all of them.
         *
         *     `beside` is another version that the same is asked of, for the two to stand side by side.
         * @example {
         *       "case_ids": [],
         *       "models": [
         *         {
         *           "account_id": "pac_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *         }
         *       ]
         *     }
         */
        PromptTrialIn: {
            /** @description Whose manner and language it is put in; none: a plain agent */
            agent_id?: string | null;
            beside?: number | null;
            /** @default [] */
            case_ids: string[];
            models: components["schemas"]["PromptAsked"][];
            version?: number | null;
        };
        /** @description Trials, newest first. */
        PromptTrialList: {
            items: components["schemas"]["PromptTrialOut"][];
            next_cursor?: string | null;
        };
        /** @description A trial with what was answered so far, case by case. Without a version it was the draft of then. */
        PromptTrialOut: {
            agent_id: string | null;
            answers: components["schemas"]["PromptAnswerOut"][];
            /** Format: date-time */
            created_at: string;
            done: number;
            ended_at: string | null;
            /** @example ptr_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            started_by: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled";
            total: number;
            version: number | null;
        };
        /** @description Something that was said before. */
        PromptTurn: {
            text: string;
            /** @enum {string} */
            who: "caller" | "agent";
        };
        /**
         * @description A step of an agent that takes its task from the prompt.
         *
         *     `version` stands in its draft, `live_version` is what callers get of it; without a label it stays with its version.
         */
        PromptUseOut: {
            agent: string;
            agent_id: string;
            flow_id: string;
            label: string;
            live_version: number | null;
            node: string;
            node_id: string;
            version: number;
        };
        /** @description Where a prompt is used. */
        PromptUses: {
            items: components["schemas"]["PromptUseOut"][];
            prompts: components["schemas"]["PromptIncludedIn"][];
        };
        /** @description A variable that the text uses, and a value to see it with. */
        PromptVariable: {
            /** @default  */
            description: string;
            /**
             * @default text
             * @enum {string}
             */
            kind: "text" | "number" | "date" | "yes_no";
            name: string;
            /** @default  */
            sample: string;
        };
        /** @description Versions, newest first. */
        PromptVersionList: {
            items: components["schemas"]["PromptVersionOut"][];
            next_cursor?: string | null;
        };
        /** @description A version. `compiled` is its text with what it includes, as it was when it was made. */
        PromptVersionOut: {
            author: string;
            compiled: string;
            content: components["schemas"]["PromptContent"];
            /** Format: date-time */
            created_at: string;
            includes: components["schemas"]["IncludedPrompt"][];
            labels: string[];
            note: string;
            number: number;
            variables: components["schemas"]["PromptVariable"][];
        };
        /** @description What the last runs say of the scenarios with the draft as it is now. */
        ProvenOut: {
            failed: number;
            passed: number;
            total: number;
            untried: number;
        };
        /**
         * @description A note, and why it goes live although the agent's rule stands against it, where it does.
         * @example {
         *       "note": "Nuevos precios"
         *     }
         */
        PublishDraftIn: {
            /**
             * @description Needs `agent:gate`; stays with the version
             * @default
             */
            because: string;
            /** @default  */
            note: string;
        };
        /**
         * @description The rule and what of it is met by the draft as it is now.
         *
         *     `too_few`: there are fewer than `needed` conversations to draw from, so that the rule asks for no replay yet.
         */
        PublishGateOut: {
            can: string[];
            conversations: number;
            /** @description Empty unless the rule asks for them */
            languages: components["schemas"]["LanguageProvenOut"][];
            needed: number;
            obstacles: components["schemas"]["ObstacleOut"][];
            replay: components["schemas"]["ReplayOut"] | null;
            rule: components["schemas"]["PublishRuleOut"];
            scenarios: components["schemas"]["ProvenOut"];
            too_few: boolean;
        };
        /**
         * @description A note for those who read the history later.
         * @example {
         *       "note": "Nuevos precios"
         *     }
         */
        PublishIn: {
            /** @default  */
            note: string;
        };
        /** @description What publishing the draft would lose at one account where the agent runs. */
        PublishLosses: {
            /** @description The account's label */
            account: string;
            blocked: boolean;
            deployment_id: string;
            items: components["schemas"]["LossOut"][];
        };
        /** @description The accounts where the agent runs and something would be lost. */
        PublishLossesList: {
            items: components["schemas"]["PublishLosses"][];
        };
        /**
         * @description What a draft must meet before it goes live.
         * @example {
         *       "confidence": 95,
         *       "most_worse": 10,
         *       "replay": true,
         *       "scenarios": true
         *     }
         */
        PublishRuleIn: {
            /**
             * @default 95
             * @enum {integer}
             */
            confidence: 80 | 90 | 95 | 99;
            /**
             * @description It does the same in every language as in the main one
             * @default false
             */
            languages: boolean;
            /** @description Outcomes that count as lost; none: the usual */
            lost?: string[] | null;
            /**
             * @description In percent of the conversations
             * @default 10
             */
            most_worse: number;
            /**
             * @description Real conversations do not end worse with it
             * @default false
             */
            replay: boolean;
            /**
             * @description Every scenario passes with it
             * @default false
             */
            scenarios: boolean;
        };
        /** @description The agent's rule. */
        PublishRuleOut: {
            /** @enum {integer} */
            confidence: 80 | 90 | 95 | 99;
            languages: boolean;
            lost: string[];
            most_worse: number;
            replay: boolean;
            revision: number;
            scenarios: boolean;
        };
        /**
         * @description What an agent is for.
         * @enum {string}
         */
        Purpose: "inbound" | "outbound_marketing" | "support" | "appointment_follow_up" | "custom";
        /** @description A sample question with its answer. */
        QuestionOut: {
            answer: string;
            question: string;
        };
        /**
         * @description Which questions.
         * @example {
         *       "ids": [
         *         "faq_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *       ]
         *     }
         */
        QuestionsIn: {
            ids: string[];
        };
        /**
         * @description The collection of questions that they go to.
         * @example {
         *       "ids": [
         *         "faq_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *       ],
         *       "source_id": "kno_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *     }
         */
        QuestionsMove: {
            ids: string[];
            /** @example kno_01k9h2v7zq4m8x3n5t6w1y0r2s */
            source_id: string;
        };
        /**
         * @description Tags for all of them, and tags that none of them keeps.
         * @example {
         *       "add_tags": [
         *         "verano"
         *       ],
         *       "ids": [
         *         "faq_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *       ]
         *     }
         */
        QuestionsTags: {
            /** @default [] */
            add_tags: string[];
            ids: string[];
            /** @default [] */
            remove_tags: string[];
        };
        /** @description How the jobs are. */
        QueueHealth: {
            failed: number;
            last_heard: string | null;
            oldest_waiting_seconds: number | null;
            running: number;
            waiting: number;
            /** @description Heard of within the last minute */
            workers: number;
        };
        /** @description What can take part, and what cannot. Chats always do; `calls`: there are calls that our engine answers. */
        ReachOut: {
            calls: boolean;
            left_out: components["schemas"]["LeftOutOut"][];
        };
        /** @description People with the same reason, with a few of them by name. */
        ReasonGroup: {
            code: string;
            count: number;
            examples: components["schemas"]["CalledPerson"][];
            text: string;
        };
        /** @description What speaks against the call. `until` is when time alone takes this one away. */
        ReasonOut: {
            code: string;
            pack: string;
            source: string;
            text: string;
            until: string | null;
        };
        /** @description A rule that stands against it. `until` is when time alone takes it away. */
        RefusalReason: {
            code: string;
            sentence: string;
            until: string | null;
        };
        /** @description Files of numbers, newest first. */
        RegisterImportList: {
            items: components["schemas"]["RegisterImportOut"][];
        };
        /** @description A file of numbers: how far its reading is, and until when it counts. */
        RegisterImportOut: {
            by: string;
            can: string[];
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            file_name: string;
            finished_at: string | null;
            /** @example rgi_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            kind: string;
            lines: number;
            name: string;
            numbers: number;
            /**
             * @description Which file of a register that comes in several
             * @example area 305
             */
            part: string;
            /** @description Why it failed, in your language */
            problem: string;
            /** @description Percent of the file */
            progress: number;
            refused: number;
            /** @enum {string} */
            status: "waiting" | "running" | "ready" | "failed";
            /** Format: date-time */
            taken_at: string;
        };
        /** @description A register that some pack names, and the copy of it that is looked at. */
        RegisterOut: {
            expires_at: string | null;
            kind: string;
            name: string;
            taken_at: string | null;
        };
        /** @description The account's agents at the platform. */
        RemoteAgentList: {
            items: components["schemas"]["RemoteAgentOut"][];
            next_cursor?: string | null;
        };
        /** @description An agent at the platform. `agent_id` is ours that it belongs to, where there is one. */
        RemoteAgentOut: {
            agent_id: string | null;
            changed_at: string | null;
            id: string;
            name: string;
        };
        /** @description A replay with what each conversation came to. */
        ReplayDetail: {
            agent_id: string;
            better: components["schemas"]["ShareOut"];
            cost_micros: number;
            /** Format: date-time */
            created_at: string;
            days: number;
            done: number;
            draft_revision: number;
            ended_at: string | null;
            /** @example rpl_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description Neither better nor worse, and yet not the same */
            otherwise: number;
            /** @description How many there were to draw from */
            population: number;
            same: number;
            started_by: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled";
            talks: components["schemas"]["ReplayTalkOut"][];
            total: number;
            undecided: number;
            worse: components["schemas"]["ShareOut"];
        };
        /**
         * @description How many conversations are to be held again, at most, and from how many days back.
         * @example {
         *       "days": 90,
         *       "size": 100
         *     }
         */
        ReplayIn: {
            /** @default 90 */
            days: number;
            /** @default 100 */
            size: number;
        };
        /** @description Replays, newest first. */
        ReplayList: {
            items: components["schemas"]["ReplayOut"][];
            next_cursor?: string | null;
        };
        /** @description A draw of real conversations held again with the draft, as it was at `draft_revision`. */
        ReplayOut: {
            agent_id: string;
            better: components["schemas"]["ShareOut"];
            cost_micros: number;
            /** Format: date-time */
            created_at: string;
            days: number;
            done: number;
            draft_revision: number;
            ended_at: string | null;
            /** @example rpl_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description Neither better nor worse, and yet not the same */
            otherwise: number;
            /** @description How many there were to draw from */
            population: number;
            same: number;
            started_by: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled";
            total: number;
            undecided: number;
            worse: components["schemas"]["ShareOut"];
        };
        /** @description What was said then, and what would be said now. `missing`: the tool that was not called so then. */
        ReplayTalkDetail: {
            conversation_id: string;
            cost_micros: number;
            exchanges: components["schemas"]["ExchangeOut"][];
            id: string;
            is_now: components["schemas"]["StandingOut"] | null;
            missing: string;
            reason: string;
            then: components["schemas"]["SaidLineOut"][];
            variables: {
                [key: string]: unknown;
            };
            verdict: ("better" | "same" | "otherwise" | "worse" | "undecided") | null;
            was: components["schemas"]["StandingOut"] | null;
        };
        /** @description A conversation of a replay. `verdict` none: not held yet. `reason`: why it could not be decided. */
        ReplayTalkOut: {
            conversation_id: string;
            cost_micros: number;
            id: string;
            is_now: components["schemas"]["StandingOut"] | null;
            reason: string;
            verdict: ("better" | "same" | "otherwise" | "worse" | "undecided") | null;
            was: components["schemas"]["StandingOut"] | null;
        };
        /**
         * @description What a plan limits.
         * @enum {string}
         */
        Resource: "agents" | "members" | "knowledge_documents" | "knowledge_bytes";
        /** @description A result with the script of then and all that was said. `ending`: over, person, transferred or open. */
        ResultDetail: {
            cost_micros: number;
            ending: string;
            error: string;
            exchanges: components["schemas"]["ExchangeOut"][];
            /**
             * @description Of one that did not pass, a line for each check that does not hold, as JUnit's file has it
             * @default []
             * @example [
             *       "said(text=hola): -"
             *     ]
             */
            failures: string[];
            id: string;
            name: string;
            outcome: string;
            passed: boolean | null;
            /**
             * @description How many of the model's answers in the script were never asked for
             * @default 0
             */
            replies_left: number;
            scenario_id: string | null;
            script: components["schemas"]["ScenarioScript"];
            variables: {
                [key: string]: unknown;
            };
            verdicts: components["schemas"]["CheckVerdict"][];
        };
        /** @description One scenario of a run. `passed` none: not held yet. `error`: why it could not be gone through. */
        ResultOut: {
            cost_micros: number;
            error: string;
            /**
             * @description Of one that did not pass, a line for each check that does not hold, as JUnit's file has it
             * @default []
             * @example [
             *       "said(text=hola): -"
             *     ]
             */
            failures: string[];
            id: string;
            name: string;
            passed: boolean | null;
            scenario_id: string | null;
            verdicts: components["schemas"]["CheckVerdict"][];
        };
        /** @description What should be looked at. Of the passages with figures or about paying, `looked_at` of `passages` were read. */
        ReviewOut: {
            /** @description How many of what is found were put aside */
            aside: number;
            contradictions: components["schemas"]["PassageAgainstOut"][];
            differences: components["schemas"]["DifferenceOut"][];
            looked_at: number;
            passages: number;
            stale: components["schemas"]["StaleOut"][];
        };
        /**
         * @description What a member is. A role is a set of permissions.
         * @enum {string}
         */
        Role: "owner" | "admin" | "manager" | "viewer";
        /** @description A model says whether this is true of the conversation. */
        RubricCheck: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "rubric";
            text: string;
        };
        /** @description How far the judge of now agrees with people on one rubric; `drifted`: less than it did before. */
        RubricOut: {
            agreed: number;
            /**
             * @description What has changed since people judged, so that their agreement has to be measured anew
             * @enum {string}
             */
            anew: "" | "model" | "rubric";
            drifted: boolean;
            kappa: number | null;
            marks: number;
            rubric: string;
            /** @description Whether its verdicts by it count for the rule before publishing */
            trusted: boolean;
        };
        /** @description One rule in words, with where it was found and when. */
        RuleOut: {
            as_of: string;
            /** @enum {string} */
            basis: "law" | "default";
            chosen: boolean;
            confirmation: components["schemas"]["ConfirmationOut"] | null;
            /** @example ES.register_robinson */
            key: string;
            /** @enum {string} */
            kind: "hours" | "consent" | "register" | "cap" | "gap" | "caller" | "volume" | "line" | "number";
            /** @description Whether an owner may confirm that it does not hold here */
            negotiable: boolean;
            /** @description Whether it holds only for who chooses it */
            optional: boolean;
            source: string;
            text: string;
        };
        /**
         * @description What is to change; what is left out stays. Null takes a limit of your own away; the packs' always hold.
         * @example {
         *       "allowed_countries": [
         *         "ES",
         *         "PT"
         *       ],
         *       "calls_per_day": 2
         *     }
         */
        RulesChange: {
            /** @default [] */
            allowed_countries: string[];
            calls_per_day?: number | null;
            /** @default [] */
            chosen: string[];
            /** @default false */
            closed_on_holidays: boolean;
            /** @default false */
            consent_always: boolean;
            consent_days?: number | null;
            hours?: {
                [key: string]: components["schemas"]["CallSpan"][];
            } | null;
            minimum_gap_minutes?: number | null;
            /** @default [] */
            registers: string[];
        };
        /** @description Your own rules, which only add to the packs. Without countries of your own only your country is called. */
        RulesOut: {
            allowed_countries: string[];
            calls_per_day: number | null;
            can: string[];
            chosen: string[];
            closed_on_holidays: boolean;
            consent_always: boolean;
            consent_days: number | null;
            hours: {
                [key: string]: components["schemas"]["CallSpan"][];
            } | null;
            minimum_gap_minutes: number | null;
            /** @description Where anybody says that you are not to call them any more */
            opt_out_url: string;
            own_country: string;
            registers: string[];
            revision: number;
        };
        /** @description What this run found beside another one, what changed first. */
        RunComparison: {
            here: components["schemas"]["RunOut"];
            items: components["schemas"]["ComparedResult"][];
            there: components["schemas"]["RunOut"];
        };
        /** @description A run with what each scenario came to. */
        RunDetail: {
            agent_id: string;
            /** @description What its models cost, in millionths of a US dollar */
            cost_micros: number;
            /** Format: date-time */
            created_at: string;
            draft_revision: number | null;
            ended_at: string | null;
            failed: number;
            id: string;
            passed: number;
            results: components["schemas"]["ResultOut"][];
            started_by: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled";
            total: number;
            version: number | null;
        };
        /** @description What is to be held. `version` none is the draft as it is now; `scenario_ids` empty is all of them. */
        RunIn: {
            /** @default [] */
            scenario_ids: string[];
            version?: number | null;
        };
        /** @description Runs, newest first. */
        RunList: {
            items: components["schemas"]["RunOut"][];
            next_cursor?: string | null;
        };
        /** @description A run of scenarios. `version` none: the draft, as it was at `draft_revision`. */
        RunOut: {
            agent_id: string;
            /** @description What its models cost, in millionths of a US dollar */
            cost_micros: number;
            /** Format: date-time */
            created_at: string;
            draft_revision: number | null;
            ended_at: string | null;
            failed: number;
            id: string;
            passed: number;
            started_by: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled";
            total: number;
            version: number | null;
        };
        /** @description What was said then. */
        SaidLineOut: {
            /** @enum {string} */
            role: "visitor" | "agent" | "person" | "system";
            text: string;
        };
        /** @description A sample document in Markdown. */
        SampleDocumentOut: {
            text: string;
            title: string;
        };
        /**
         * @description Which samples to take over. They only fill what is still empty.
         * @example {
         *       "business": true,
         *       "document": true,
         *       "language": "es",
         *       "questions": true
         *     }
         */
        SampleIn: {
            /** @default true */
            business: boolean;
            /** @default true */
            document: boolean;
            /** @enum {string} */
            language: "es" | "en";
            /** @default true */
            questions: boolean;
        };
        /** @description What was filled in: names of fields and kinds of records, how many questions, and how many documents. */
        SampleOut: {
            documents: number;
            filled: string[];
            questions: number;
        };
        /**
         * @description The agent whose draft gets the flow.
         * @example {
         *       "agent_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *     }
         */
        SavedFlowIn: {
            agent_id: string;
        };
        /**
         * @description How people call what is made.
         * @example {}
         */
        SavedNameIn: {
            title: string;
        };
        /**
         * @description The name of the agent to make.
         * @example {
         *       "name": "Recepción"
         *     }
         */
        SavedTemplateAgentIn: {
            name: string;
        };
        /** @description A saved template with what it would make. */
        SavedTemplateDetail: {
            /** @description Of a tool: what it calls; else empty */
            address: string;
            author: string;
            /** @description Of an agent; else empty */
            blueprint: {
                [key: string]: unknown;
            };
            can: string[];
            /**
             * @description What it is a template of
             * @enum {string}
             */
            holds: "agent" | "flow" | "prompt" | "tool";
            /** @example tpl_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description How often something was made from it */
            installs: number;
            /** @description Of an agent or a flow: how people reach such an agent; else empty */
            kind: string;
            languages: string[];
            /** @description Of an agent or a flow: what such an agent is for; else empty */
            purpose: string;
            /** Format: date-time */
            saved_at: string;
            /** @description A tool that signs in: how is not kept, and is to be filled in again */
            signs_in: boolean;
            /** @description The flows of an agent, the steps of a flow, the arguments of a tool */
            steps: string[];
            summary: string;
            /** @description Of a prompt its text, of a tool what it does; else empty */
            text: string;
            title: string;
            /** @description How often it has been saved */
            version: number;
        };
        /**
         * @description What becomes the template as it is in its draft, and how it is told apart.
         *
         *     An agent, one of its flows, a prompt or a tool: exactly one of them, a flow with its agent.
         * @example {
         *       "agent_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s",
         *       "summary": "Con nuestras preguntas y avisos."
         *     }
         */
        SavedTemplateIn: {
            /** @default  */
            agent_id: string;
            /** @default  */
            flow_id: string;
            /** @default  */
            prompt_id: string;
            /** @default  */
            summary: string;
            title: string;
            /** @default  */
            tool_id: string;
        };
        /** @description Every saved template, the last saved first. */
        SavedTemplateList: {
            items: components["schemas"]["SavedTemplateOut"][];
        };
        /** @description A saved template in a list. */
        SavedTemplateOut: {
            author: string;
            can: string[];
            /**
             * @description What it is a template of
             * @enum {string}
             */
            holds: "agent" | "flow" | "prompt" | "tool";
            /** @example tpl_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @description How often something was made from it */
            installs: number;
            /** @description Of an agent or a flow: how people reach such an agent; else empty */
            kind: string;
            languages: string[];
            /** @description Of an agent or a flow: what such an agent is for; else empty */
            purpose: string;
            /** Format: date-time */
            saved_at: string;
            summary: string;
            title: string;
            /** @description How often it has been saved */
            version: number;
        };
        /** @description One document's word on a price, a phone number or opening hours. */
        SayingOut: {
            document_id: string;
            line: string;
            passage_id: string;
            said: string;
            title: string;
        };
        /** @description The agent says these words: in one answer, or anywhere. */
        SaysCheck: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "said";
            step?: number | null;
            text: string;
        };
        /** @description What is to change; the rest stays. */
        ScenarioChange: {
            name?: string | null;
            script?: components["schemas"]["ScenarioScript"] | null;
        };
        /** @description A scenario made of a conversation, to be looked through and saved. People's data are samples in it. */
        ScenarioDraftOut: {
            agent_id: string;
            name: string;
            script: components["schemas"]["ScenarioScript"];
        };
        /** @description A new scenario. */
        ScenarioIn: {
            name: string;
            script: components["schemas"]["ScenarioScript"];
        };
        /** @description An agent's scenarios, the oldest first. */
        ScenarioList: {
            items: components["schemas"]["ScenarioOut"][];
        };
        /** @description A scenario. */
        ScenarioOut: {
            agent_id: string;
            /** Format: date-time */
            created_at: string;
            /**
             * @description Of the agent's last runs, the newest first; in lists only
             * @default []
             */
            history: components["schemas"]["LastResult"][];
            id: string;
            last?: components["schemas"]["LastResult"] | null;
            name: string;
            revision: number;
            script: components["schemas"]["ScenarioScript"];
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description A scenario's content. `language` empty is the agent's main one; `at` is when it takes place, ISO with a zone.
         *
         *     `hours` are those that the business has while it lasts: its own, or none at which it would be closed, or open.
         *
         *     With `facts` the customer answers what is asked from them, by the variable that the question fills or the kind of
         *     answer, and says the steps where nothing in particular is asked; `seed` chooses where any answer would do.
         *
         *     With `replies` no model is asked by the agent's steps, connected or not: they say all that it answers, or what it
         *     answers at first, where the connected one is to be asked from `then_ask` on.
         * @example {
         *       "checks": [
         *         {
         *           "kind": "said",
         *           "text": "55 €"
         *         }
         *       ],
         *       "steps": [
         *         {
         *           "say": "¿Cuánto cuesta una limpieza?"
         *         }
         *       ]
         *     }
         */
        ScenarioScript: {
            /** @default  */
            at: string;
            /**
             * @default chat
             * @enum {string}
             */
            channel: "chat" | "voice";
            checks: (components["schemas"]["SaysCheck"] | components["schemas"]["NeverSaysCheck"] | components["schemas"]["ToolCalledCheck"] | components["schemas"]["ToolNotCalledCheck"] | components["schemas"]["VariableCheck"] | components["schemas"]["EndsCheck"] | components["schemas"]["BoundCheck"] | components["schemas"]["RubricCheck"])[];
            /** @default {} */
            facts: {
                [key: string]: string;
            };
            /**
             * @description The business keeps its own hours, is always open, or always closed
             * @default own
             * @enum {string}
             */
            hours: "own" | "open" | "closed";
            /** @default  */
            language: string;
            /** @default [] */
            mocks: components["schemas"]["ToolAnswer"][];
            persona?: components["schemas"]["Persona"] | null;
            /** @default [] */
            replies: components["schemas"]["ModelAnswer"][];
            /** @default 0 */
            seed: number;
            /** @default [] */
            steps: components["schemas"]["ScenarioStep"][];
            /**
             * @description Once the replies are used up, the connected model answers
             * @default false
             */
            then_ask: boolean;
            /** @default {} */
            variables: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /** @description One thing that the caller does: says something, presses a choice by its label, presses keys, or is silent. */
        ScenarioStep: {
            /** @default  */
            choice: string;
            /** @default  */
            keys: string;
            /** @default  */
            say: string;
            /** @default false */
            silent: boolean;
        };
        /**
         * @description A budget is the whole organization's, or one agent's, campaign's or provider account's.
         * @enum {string}
         */
        ScopeKind: "organization" | "agent" | "campaign" | "account";
        /**
         * @description A question as a caller would ask it.
         * @example {
         *       "language": "es",
         *       "question": "¿Cuánto cuesta una limpieza?"
         *     }
         */
        SearchIn: {
            language?: ("es" | "en" | "pt") | null;
            /** @default 5 */
            limit: number;
            question: string;
            /** @default [] */
            sources: string[];
        };
        /** @description What was found, best first, and how the question was read. */
        SearchOut: {
            concepts: string[];
            /** @description So many of them, the best, an agent is given */
            for_agent: number;
            items: components["schemas"]["HitOut"][];
            /** @description Whether meaning was searched too, not words alone */
            meaning: boolean;
            /** @description Why it was not, where it should have been */
            meaning_error: components["schemas"]["SpaceErrorOut"] | null;
            milliseconds: number;
        };
        /** @description One page of what happened, the newest first. */
        SecurityEventList: {
            items: components["schemas"]["SecurityEventOut"][];
            next_cursor?: string | null;
        };
        /** @description Something that happened to the person's account. */
        SecurityEventOut: {
            /** @example signed_in */
            action: string;
            /** @example 192.0.2.7 */
            address: string;
            /** Format: date-time */
            at: string;
            browser: string;
            details: {
                [key: string]: unknown;
            };
            /** @example sev_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
        };
        /**
         * @description Which contacts.
         * @example {
         *       "ids": [
         *         "con_01k9h2v7zq4m8x3n5t6w1y0r2s"
         *       ]
         *     }
         */
        Selection: {
            ids: string[];
        };
        /**
         * @description Mark steps as done or skipped, or open them again.
         * @example {
         *       "steps": {
         *         "hours": "skipped"
         *       }
         *     }
         */
        SetupChange: {
            steps: {
                [key: string]: "open" | "done" | "skipped";
            };
        };
        /** @description The wizard: its steps in order, the first that is still open, and whether it is over. */
        SetupOut: {
            current: ("business" | "hours" | "services" | "agent") | null;
            finished: boolean;
            steps: components["schemas"]["SetupStep"][];
        };
        /** @description A step of the wizard. `filled` tells whether there already is something to show. */
        SetupStep: {
            filled: boolean;
            /** @enum {string} */
            name: "business" | "hours" | "services" | "agent";
            /** @enum {string} */
            state: "open" | "done" | "skipped";
        };
        /** @description How many were changed, and which were not. What was so already is neither. */
        SeveralOut: {
            changed: number;
            left: components["schemas"]["LeftOut"][];
        };
        /** @description A share of the conversations that could be decided, 0 to 1, and between which ones the true share lies. */
        ShareOut: {
            /**
             * @description In percent
             * @enum {integer}
             */
            confidence: 80 | 90 | 95 | 99;
            count: number;
            high: number;
            low: number;
            share: number;
        };
        /** @description The first 500 agents by name that look into any source. */
        SightList: {
            items: components["schemas"]["SightOut"][];
        };
        /** @description Which sources of knowledge an agent's draft may look into. */
        SightOut: {
            agent_id: string;
            name: string;
            /** @description Ids of sources; `all` for every one */
            sources: string[];
        };
        /**
         * @description The kinds of sign-in.
         * @enum {string}
         */
        SignIn: "none" | "api_key" | "query_key" | "body_key" | "bearer" | "basic" | "oauth2" | "hmac";
        /**
         * @description Which pages, or how often.
         * @example {
         *       "refresh": "daily"
         *     }
         */
        SiteChange: {
            refresh?: ("never" | "daily" | "weekly") | null;
            scope?: ("page" | "site") | null;
        };
        /**
         * @description A web address, or that of a sitemap. `page` reads that page alone, `site` all of its site.
         * @example {
         *       "address": "https://example.com",
         *       "refresh": "weekly",
         *       "scope": "site"
         *     }
         */
        SiteIn: {
            address: string;
            /** @default  */
            name: string;
            /**
             * @default weekly
             * @enum {string}
             */
            refresh: "never" | "daily" | "weekly";
            /**
             * @default site
             * @enum {string}
             */
            scope: "page" | "site";
        };
        /** @description Every site. */
        SiteList: {
            items: components["schemas"]["SiteOut"][];
        };
        /** @description A site; `id` is its source's. While it is visited, `pages_read` counts on. */
        SiteOut: {
            address: string;
            can: string[];
            error: components["schemas"]["DocumentErrorOut"] | null;
            id: string;
            /** @description There are more pages than one visit reads */
            limited: boolean;
            name: string;
            next_visit_at: string | null;
            /** @description How many pages are known now */
            pages: number;
            pages_changed: number;
            pages_read: number;
            problems: components["schemas"]["PageProblemOut"][];
            /** @enum {string} */
            refresh: "never" | "daily" | "weekly";
            revision: number;
            /** @enum {string} */
            scope: "page" | "site";
            /** @enum {string} */
            status: "waiting" | "visiting" | "ready" | "failed";
            visited_at: string | null;
        };
        /** @description Another account that one may sign in with. */
        SocialProvider: {
            id: string;
            name: string;
        };
        /**
         * @description Another name for a source.
         * @example {
         *       "name": "Tarifas 2026"
         *     }
         */
        SourceChange: {
            name: string;
        };
        /**
         * @description A new, empty source.
         * @example {
         *       "kind": "upload",
         *       "name": "Tarifas"
         *     }
         */
        SourceIn: {
            /** @enum {string} */
            kind: "upload" | "faq";
            name: string;
        };
        /** @description Every source. */
        SourceList: {
            items: components["schemas"]["SourceOut"][];
        };
        /** @description A source: a collection that an agent may be allowed to look into. */
        SourceOut: {
            can: string[];
            documents: number;
            id: string;
            /** @enum {string} */
            kind: "upload" | "faq" | "web" | "business";
            name: string;
            passages: number;
            revision: number;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description What went wrong, and what to do. */
        SpaceErrorOut: {
            code: string;
            detail: string;
            title: string;
        };
        /** @description The passages as vectors of one model: `done` of all have theirs. */
        SpaceOut: {
            account_id: string | null;
            cost_micros: number | null;
            currency: string;
            dimensions: number;
            done: number;
            error: components["schemas"]["SpaceErrorOut"] | null;
            /** @enum {string} */
            kind: "account" | "local";
            model: string;
            /** @enum {string} */
            status: "filling" | "ready" | "waiting" | "failed";
            tokens: number;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description How long a budget runs before it begins anew.
         * @enum {string}
         */
        Span: "day" | "month" | "total";
        /** @description Open from `opens` to `closes`; closing before it opens means after midnight. */
        SpanWire: {
            /** @example 14:00 */
            closes: string;
            /** @example 09:00 */
            opens: string;
        };
        /**
         * @description A date with hours of its own; without spans the business is closed.
         * @example {
         *       "date": "2026-12-24",
         *       "name": "Nochebuena"
         *     }
         */
        SpecialDayIn: {
            /** Format: date */
            date: string;
            /** @default  */
            name: string;
            /** @default 0 */
            position: number;
            /** @default [] */
            spans: components["schemas"]["SpanWire"][];
        };
        /** @description Every date with hours of its own, in its order. */
        SpecialDayList: {
            items: components["schemas"]["SpecialDayOut"][];
        };
        /** @description A date with hours of its own. */
        SpecialDayOut: {
            can: string[];
            /** Format: date */
            date: string;
            id: string;
            name: string;
            position: number;
            revision: number;
            spans: components["schemas"]["SpanWire"][];
        };
        /** @description What one day, agent, account, campaign or kind of cost came to. */
        SpentOut: {
            currency: string;
            /** @description A date, an id or a kind; null for what belongs to none */
            key: string | null;
            micros: number;
            name: string | null;
        };
        /**
         * @description Somebody who works here. `services` are ids of services.
         * @example {
         *       "name": "Ana Ruiz",
         *       "role": "Higienista"
         *     }
         */
        StaffMemberIn: {
            /** @default true */
            active: boolean;
            hours?: {
                [key: string]: components["schemas"]["SpanWire"][];
            } | null;
            name: string;
            /** @default 0 */
            position: number;
            /** @default  */
            role: string;
            /** @default [] */
            services: string[];
        };
        /** @description Every member of staff, in its order. */
        StaffMemberList: {
            items: components["schemas"]["StaffMemberOut"][];
        };
        /** @description Somebody who works here. */
        StaffMemberOut: {
            active: boolean;
            can: string[];
            hours: {
                [key: string]: components["schemas"]["SpanWire"][];
            } | null;
            id: string;
            name: string;
            position: number;
            revision: number;
            role: string;
            services: string[];
        };
        /** @description The stages in their order. */
        StageList: {
            items: components["schemas"]["StageOut"][];
        };
        /** @description A stage, named in the reader's language. */
        StageOut: {
            closed: boolean;
            /** @enum {string} */
            id: "new" | "contacted" | "interested" | "booked" | "won" | "lost";
            name: string;
        };
        /** @description A document that nobody renewed for long. */
        StaleOut: {
            aside: components["schemas"]["AsideOut"] | null;
            document_id: string;
            key: string;
            /** Format: date-time */
            since: string;
            title: string;
        };
        /**
         * @description How a conversation ended. `unanswered`: how many questions were left without an answer.
         *
         *     `deeds`: the tools that did something and worked; those that only read are not among them.
         */
        StandingOut: {
            deeds: string[];
            /** @enum {string} */
            how: "over" | "person" | "transferred" | "open";
            /** @enum {string} */
            level: "won" | "passed" | "lost";
            outcome: string;
            unanswered: number;
        };
        /**
         * @description How many people you mean to call: needed for a large campaign, as the preview counted them.
         * @example {
         *       "confirmed": 1240
         *     }
         */
        StartIn: {
            confirmed?: number | null;
        };
        /**
         * @description `BUILT_IN`: the engine's own sentence in that language is said.
         * @enum {string}
         */
        State: "missing" | "outdated" | "machine" | "edited" | "built_in";
        /**
         * @description Where an agent stands. A draft has never been published.
         * @enum {string}
         */
        Status: "draft" | "active" | "paused" | "archived";
        /** @description A step of a flow. Each conversation counts once. */
        StepTraffic: {
            flow_id: string;
            node_id: string;
            /** @description Those that are here just now */
            running: number;
            /** @description Those that ended or were left here */
            stopped: number;
            /** @description Conversations that came by */
            visited: number;
        };
        /**
         * @description Whether the calls under way are ended too.
         * @example {
         *       "hang_up": false
         *     }
         */
        StopIn: {
            /** @default false */
            hang_up: boolean;
        };
        /** @description When the campaign ends by itself. Null does not end it. */
        StopRulesIn: {
            booked?: number | null;
            failure_percent?: number | null;
            interested?: number | null;
            until?: string | null;
        };
        /** @description A ticket for the live plane. Ask for another one before it expires. */
        StreamTicketOut: {
            /** @description Seconds */
            expires_in: number;
            ticket: string;
            /** @description Server-sent events of what changes in the organization; add ?ticket= */
            url: string;
        };
        /**
         * @description A number that is not to be called any more: for anything, or for one topic.
         * @example {
         *       "number": "+34 612 345 678",
         *       "reason": "Asked by e-mail"
         *     }
         */
        SuppressionIn: {
            number: string;
            /** @default  */
            reason: string;
            /** @default  */
            topic: string;
        };
        /** @description The own list, newest first. */
        SuppressionList: {
            items: components["schemas"]["SuppressionOut"][];
            next_cursor?: string | null;
            total: number;
        };
        /** @description A number on the own list. It is empty when the person was erased: then only its hash is kept. */
        SuppressionOut: {
            by: string;
            can: string[];
            /** Format: date-time */
            created_at: string;
            /** @example sup_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            lifted_at: string | null;
            lifted_by: string;
            lifted_reason: string;
            national: string;
            number: string;
            reason: string;
            /** @enum {string} */
            source: "person" | "import" | "speech" | "keys" | "chat" | "form";
            topic: string;
        };
        /**
         * @description Why; the organization's audit trail shows it.
         * @example {
         *       "reason": "Impago"
         *     }
         */
        Suspension: {
            reason: string;
        };
        /**
         * @description Stop every campaign of the organization, or let them go on.
         * @example {
         *       "stopped": true
         *     }
         */
        SwitchIn: {
            stopped: boolean;
        };
        /** @description The organization's stop switch. */
        SwitchOut: {
            by: string;
            since: string | null;
            stopped: boolean;
        };
        /** @description The tags in use, by name. */
        TagList: {
            items: string[];
        };
        /**
         * @description All the tags that it shall have.
         * @example {
         *       "tags": [
         *         "vip"
         *       ]
         *     }
         */
        TagsIn: {
            tags: string[];
        };
        /**
         * @description Who of those that listen goes on with the call.
         * @example {
         *       "participant": "listener_1"
         *     }
         */
        TakeOverIn: {
            participant: string;
        };
        /** @description The templates that match. */
        TemplateList: {
            items: components["schemas"]["TemplateSummary"][];
        };
        /** @description A template with what it would make, in one language. */
        TemplateOut: {
            agent_name: string;
            blueprint: {
                [key: string]: unknown;
            };
            document: components["schemas"]["SampleDocumentOut"];
            greeting: string;
            industry: string;
            /** @example dental_clinic */
            key: string;
            /** @description How people reach such an agent: chat, voice or both */
            kind: string;
            /** @enum {string} */
            language: "es" | "en";
            languages: ("es" | "en")[];
            persona: string;
            purpose: string;
            questions: components["schemas"]["QuestionOut"][];
            /** @description Sample facts for a profile that is still empty */
            sample: {
                [key: string]: unknown;
            };
            scenarios: components["schemas"]["TriedConversation"][];
            /** @description The flows by name */
            steps: string[];
            summary: string;
            title: string;
            version: number;
        };
        /** @description A template in a list. */
        TemplateSummary: {
            agent_name: string;
            industry: string;
            /** @example dental_clinic */
            key: string;
            /** @description How people reach such an agent: chat, voice or both */
            kind: string;
            languages: ("es" | "en")[];
            purpose: string;
            summary: string;
            title: string;
            version: number;
        };
        /**
         * @description A term with its rule: kept as it is, or worded so in each language; neither leaves it free.
         * @example {
         *       "keep": false,
         *       "term": "presupuesto",
         *       "wordings": {
         *         "en": "estimate",
         *         "fr": "devis"
         *       }
         *     }
         */
        TermIn: {
            /** @default true */
            keep: boolean;
            term: string;
            /** @default {} */
            wordings: {
                [key: string]: string;
            };
        };
        /** @description A term of the organization's own. */
        TermOut: {
            /** Format: date-time */
            created_at: string;
            id: string;
            keep: boolean;
            revision: number;
            term: string;
            wordings: {
                [key: string]: string;
            };
        };
        /** @description A ticket that opens a test conversation with the draft in the chat API. */
        TestTicketOut: {
            /** @description Seconds */
            expires_in: number;
            problems: components["schemas"]["ProblemOut"][];
            ticket: string;
        };
        /** @description New words for a text; empty takes them away. `before` is what you saw there: another wording is not overwritten. */
        TextEditIn: {
            before?: string | null;
            /** @example flows/main/nodes/hello/data/text */
            key: string;
            text: string;
        };
        /**
         * @description Words of one language. What is sent counts as true to its source, also where it says the same as before.
         * @example {
         *       "items": [
         *         {
         *           "key": "greeting",
         *           "text": "Bonjour"
         *         }
         *       ]
         *     }
         */
        TextEditsIn: {
            items: components["schemas"]["TextEditIn"][];
        };
        /** @description One page of a contact's history, the last first. */
        Timeline: {
            items: components["schemas"]["HappeningOut"][];
            next_cursor?: string | null;
        };
        /** @description What a tool answers here. Several for one tool answer one call each, in order; the last goes on answering. */
        ToolAnswer: {
            /** @default  */
            error: string;
            /** @default true */
            ok: boolean;
            result?: components["schemas"]["JsonValue"];
            tool: string;
        };
        /** @description When a person is asked, and how long they have: no answer in time is a no. Callers on a line wait less. */
        ToolApproval: {
            /** @default 20 */
            call_seconds: number;
            /** @default 15 */
            minutes: number;
            /** @default [] */
            rules: components["schemas"]["ApprovalRule"][];
            /**
             * @default never
             * @enum {string}
             */
            when: "never" | "always" | "rule";
        };
        /**
         * @description A yes or a no, and why.
         * @example {
         *       "approve": false,
         *       "reason": "The refund was paid last week."
         *     }
         */
        ToolApprovalDecisionIn: {
            approve: boolean;
            /** @default  */
            reason: string;
        };
        /** @description Requests, newest first. */
        ToolApprovalList: {
            items: components["schemas"]["ToolApprovalOut"][];
            next_cursor?: string | null;
        };
        /** @description A call that waits for a yes, or waited for one. `dropped` is one that the conversation went on without. */
        ToolApprovalOut: {
            agent_id: string;
            agent_name: string;
            arguments: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            asked_at: string;
            conversation_id: string;
            decided_at: string | null;
            decided_by: string;
            description: string;
            /** Format: date-time */
            expires_at: string;
            /** @example tap_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            label: string;
            name: string;
            reason: string;
            /** @enum {string} */
            state: "waiting" | "approved" | "refused" | "expired" | "dropped";
            tool_id: string;
            version: number;
        };
        /** @description A tool is called, with these arguments among its own. */
        ToolCalledCheck: {
            /** @default {} */
            arguments: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "tool_called";
            tool: string;
        };
        /** @description Calls, newest first. */
        ToolCallList: {
            items: components["schemas"]["ToolCallOut"][];
            next_cursor?: string | null;
        };
        /** @description One call. `answer` is what came back, cut; whoever may not read conversations gets neither it nor the arguments. */
        ToolCallOut: {
            answer: string;
            arguments: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            at: string;
            conversation_id: string | null;
            error: string | null;
            id: string;
            mocked: boolean;
            ms: number | null;
            /** @enum {string} */
            source: "conversation" | "test" | "bench";
            /** @enum {string} */
            state: "running" | "done" | "failed";
            status: number | null;
            version: number | null;
        };
        /**
         * @description A case. With a status, its answer stands in for the real one in tests.
         * @example {
         *       "arguments": {
         *         "day": "2026-03-14"
         *       },
         *       "mock_body": "{\"slots\": []}",
         *       "mock_status": 200,
         *       "name": "A Saturday"
         *     }
         */
        ToolCaseIn: {
            /**
             * @description By name, as the schema says
             * @default {}
             */
            arguments: {
                [key: string]: unknown;
            };
            /** @default  */
            mock_body: string;
            mock_status?: number | null;
            name: string;
        };
        /** @description The saved cases, the oldest first. */
        ToolCaseList: {
            items: components["schemas"]["ToolCaseOut"][];
        };
        /** @description A saved case. */
        ToolCaseOut: {
            arguments: {
                [key: string]: unknown;
            };
            /** @example tcs_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            mock_body: string;
            mock_status: number | null;
            name: string;
        };
        /**
         * @description What is to change; what is left out stays. A secret that is left out or empty stays too.
         * @example {
         *       "label": "Free appointments"
         *     }
         */
        ToolChangeIn: {
            credentials?: {
                [key: string]: string;
            } | null;
            definition?: components["schemas"]["ToolDefinition"] | null;
            label?: string | null;
            sign_in?: components["schemas"]["SignIn"] | null;
            /**
             * @description A shared sign-in to use, instead of one of its own
             * @example null
             */
            sign_in_id?: string | null;
            /** @description Whether test conversations call for real */
            test_mode?: ("real" | "mock") | null;
        };
        /**
         * @description All of a tool that has versions. `timeout` is seconds; `retries` counts only where repeating does no harm.
         *
         *     While it runs `say_first` is said at once and `say_slow` each `slow_after` seconds, and `say_failed` when it has
         *     failed. Where nobody `waits` for it the conversation goes on at once, and is told no result.
         */
        ToolDefinition: {
            /**
             * @default {
             *       "when": "never",
             *       "rules": [],
             *       "minutes": 15,
             *       "call_seconds": 20
             *     }
             */
            approval: components["schemas"]["ToolApproval"];
            /** @default  */
            description: string;
            /** @default [] */
            outputs: components["schemas"]["ToolOutput"][];
            /**
             * @default {
             *       "type": "object",
             *       "properties": {}
             *     }
             */
            parameters: {
                [key: string]: unknown;
            };
            /**
             * @default {
             *       "kind": "http",
             *       "method": "GET",
             *       "address": "",
             *       "query": [],
             *       "headers": [],
             *       "body": "none",
             *       "fields": [],
             *       "remote": ""
             *     }
             */
            request: components["schemas"]["ToolRequest"];
            /** @default 1 */
            retries: number;
            /** @default {} */
            say_failed: {
                [key: string]: string;
            };
            /** @default {} */
            say_first: {
                [key: string]: string;
            };
            /** @default {} */
            say_slow: {
                [key: string]: string;
            };
            /** @default 6 */
            slow_after: number;
            /** @default 10 */
            timeout: number;
            /** @default true */
            waits: boolean;
        };
        /** @description A field of a body. Its `value` is text, or JSON: a number, true, a list, each with placeholders in its texts. */
        ToolField: {
            name: string;
            /**
             * @default text
             * @enum {string}
             */
            type: "text" | "json";
            /** @default  */
            value: string;
        };
        /** @description What goes into the `tools` of an agent's draft to grant it this version. */
        ToolGrant: {
            description: string;
            id: string;
            name: string;
            outputs: string[];
            parameters: {
                [key: string]: unknown;
            };
            say_failed: {
                [key: string]: string;
            };
            say_first: {
                [key: string]: string;
            };
            say_slow: {
                [key: string]: string;
            };
            slow_after: number;
            version: number;
        };
        /** @description What agents can be granted. `labels` say what people call those that the business made, by name. */
        ToolGrantList: {
            items: components["schemas"]["ToolGrant"][];
            labels: {
                [key: string]: string;
            };
        };
        /**
         * @description A new tool. Its name is what models and flows call it by, and stays.
         * @example {
         *       "definition": {
         *         "description": "Free appointment slots on a day.",
         *         "outputs": [
         *           {
         *             "name": "first_slot",
         *             "path": "slots[0].start"
         *           }
         *         ],
         *         "parameters": {
         *           "properties": {
         *             "day": {
         *               "description": "ISO date, such as 2026-03-14",
         *               "type": "string"
         *             }
         *           },
         *           "required": [
         *             "day"
         *           ],
         *           "type": "object"
         *         },
         *         "request": {
         *           "address": "https://api.example.com/slots/{day}",
         *           "method": "GET"
         *         }
         *       },
         *       "label": "Free slots",
         *       "name": "free_slots"
         *     }
         */
        ToolIn: {
            /**
             * @description The fields of the sign-in's form
             * @default {}
             */
            credentials: {
                [key: string]: string;
            };
            /**
             * @default {
             *       "description": "",
             *       "parameters": {
             *         "properties": {},
             *         "type": "object"
             *       },
             *       "request": {
             *         "address": "",
             *         "body": "none",
             *         "fields": [],
             *         "headers": [],
             *         "kind": "http",
             *         "method": "GET",
             *         "query": [],
             *         "remote": ""
             *       },
             *       "say_first": {},
             *       "timeout": 10,
             *       "retries": 1,
             *       "outputs": []
             *     }
             */
            definition: components["schemas"]["ToolDefinition"];
            label: string;
            name: string;
            /** @default none */
            sign_in: components["schemas"]["SignIn"];
            /**
             * @description A shared sign-in to use, instead of one of its own
             * @example null
             */
            sign_in_id?: string | null;
        };
        /** @description Tools, by label. */
        ToolList: {
            items: components["schemas"]["ToolSummary"][];
            next_cursor?: string | null;
            total: number;
        };
        /**
         * @description An e-mail or an SMS. `sender` is the number that an SMS comes from, or where answers to an e-mail go.
         *
         *     `part_micros` is what each part of an SMS costs, in millionths of a USD; None for the usual price.
         */
        ToolMessage: {
            /** @default  */
            address: string;
            /** @default [] */
            allowed: string[];
            part_micros?: number | null;
            /** @default  */
            sender: string;
            /** @default  */
            subject: string;
            /** @default  */
            text: string;
            /**
             * @default contact
             * @enum {string}
             */
            to: "contact" | "fixed" | "given";
        };
        /** @description A tool is not called. */
        ToolNotCalledCheck: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "tool_not_called";
            tool: string;
        };
        /** @description A tool as its page shows it. Its secrets are never shown. */
        ToolOut: {
            can: string[];
            /** Format: date-time */
            created_at: string;
            /** @description The fields of its sign-in that may be shown */
            credentials: {
                [key: string]: string;
            };
            definition: components["schemas"]["ToolDefinition"];
            description: string;
            grant: components["schemas"]["ToolGrant"] | null;
            has_changes: boolean;
            host: string;
            /** @example tool_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            label: string;
            live_at: string | null;
            live_number: number | null;
            /**
             * @description Of its request; else `MCP`, `EMAIL`, `SMS` or `PLUGIN`
             * @example GET
             */
            method: string;
            name: string;
            problems: components["schemas"]["ToolProblemOut"][];
            revision: number;
            /** @description Where the secret is sent, and nowhere else */
            secret_origin: string;
            /** @description The names of the secret fields that are set */
            secrets: string[];
            sign_in: components["schemas"]["SignIn"];
            /** @description The shared sign-in that it uses */
            sign_in_id: string | null;
            sign_in_label: string;
            /** @enum {string} */
            test_mode: "real" | "mock";
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A variable, and where in the answer its value is: `data.slots[0].start`. An empty path is the whole answer. */
        ToolOutput: {
            name: string;
            /** @default  */
            path: string;
        };
        /** @description A name and the text that goes there, with placeholders. */
        ToolPair: {
            name: string;
            /** @default  */
            value: string;
        };
        /** @description The plug-ins of the installation, whether its mail leaves the house, and what the plan does not have. */
        ToolPluginList: {
            items: components["schemas"]["ToolPluginOut"][];
            /** @description Whether a mail service is set up: else mail is only kept to be looked at */
            mail_leaves: boolean;
            plan: string;
            without: components["schemas"]["ToolWithout"][];
        };
        /** @description A plug-in that is installed. `fault` says in the installer's words why it cannot be used, or is empty. */
        ToolPluginOut: {
            description: string;
            fault: string;
            label: string;
            name: string;
            package: string;
            parameters: {
                [key: string]: unknown;
            };
        };
        /** @description Something to mend before it can be called. `data` names what it speaks of. */
        ToolProblemOut: {
            code: string;
            data: {
                [key: string]: string;
            };
            field: string;
        };
        /**
         * @description What is said of a version.
         * @example {
         *       "note": "Asks for the day"
         *     }
         */
        ToolPublishIn: {
            /** @default  */
            note: string;
        };
        /**
         * @description A request. Of `fields` a JSON body is made, dots in their names nesting it and `[0]` placing in a list, or a
         *     form, `multipart` where the other side wants it in parts. A `raw` body is `template`: the whole of it as JSON, with placeholders.
         *
         *     Of kind `mcp` it is a call of the tool `remote` at the MCP server with that address; `fields` are its arguments.
         *     Of kind `email` or `sms` it sends `message`, an SMS by the service with that address. Of kind `plugin` the installed
         *     plug-in `remote` does it; `fields` are its settings.
         */
        ToolRequest: {
            /** @default  */
            address: string;
            /**
             * @default none
             * @enum {string}
             */
            body: "none" | "json" | "form" | "multipart" | "raw";
            /** @default [] */
            fields: components["schemas"]["ToolField"][];
            /** @default [] */
            headers: components["schemas"]["ToolPair"][];
            /**
             * @default http
             * @enum {string}
             */
            kind: "http" | "mcp" | "email" | "sms" | "plugin";
            message?: components["schemas"]["ToolMessage"] | null;
            /**
             * @default GET
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @default [] */
            query: components["schemas"]["ToolPair"][];
            /** @default  */
            remote: string;
            /** @default  */
            template: string;
        };
        /** @description What was sent, without what signed it in. */
        ToolSent: {
            body: string;
            headers: {
                [key: string]: string;
            };
            method: string;
            url: string;
        };
        /**
         * @description What to call the sign-in that a tool's own becomes.
         * @example {
         *       "label": "Booking system"
         *     }
         */
        ToolShareIn: {
            label: string;
        };
        /**
         * @description What is to change; what is left out stays. A new host, and another kind, need the secrets typed again.
         * @example {
         *       "label": "Bookings"
         *     }
         */
        ToolSignInChange: {
            credentials?: {
                [key: string]: string;
            } | null;
            kind?: ("api_key" | "query_key" | "body_key" | "bearer" | "basic" | "oauth2" | "hmac") | null;
            label?: string | null;
            origins?: string[] | null;
            test_address?: string | null;
        };
        /**
         * @description A new shared sign-in.
         * @example {
         *       "credentials": {
         *         "token": "a-token"
         *       },
         *       "kind": "bearer",
         *       "label": "Booking system",
         *       "origins": [
         *         "https://api.example.com"
         *       ]
         *     }
         */
        ToolSignInIn: {
            /** @description The fields of the sign-in's form */
            credentials: {
                [key: string]: string;
            };
            /** @enum {string} */
            kind: "api_key" | "query_key" | "body_key" | "bearer" | "basic" | "oauth2" | "hmac";
            label: string;
            /** @description Addresses whose hosts the secret may be sent to, and nowhere else */
            origins: string[];
            /** @default  */
            test_address: string;
        };
        /** @description The shared sign-ins, by label. */
        ToolSignInList: {
            items: components["schemas"]["ToolSignInOut"][];
        };
        /** @description A shared sign-in. Its secrets are never shown. */
        ToolSignInOut: {
            can: string[];
            /** Format: date-time */
            created_at: string;
            /** @description The fields of its form that may be shown */
            credentials: {
                [key: string]: string;
            };
            /** @example tsi_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @enum {string} */
            kind: "api_key" | "query_key" | "body_key" | "bearer" | "basic" | "oauth2" | "hmac";
            label: string;
            /** @description Where its secret is sent, and nowhere else */
            origins: string[];
            revision: number;
            /** @description The names of the secret fields that are set */
            secrets: string[];
            test_address: string;
            tested_at: string | null;
            tools: components["schemas"]["ToolSignInUse"][];
            /** Format: date-time */
            updated_at: string;
            /** @enum {string} */
            verdict: "" | "accepted" | "refused" | "unclear" | "failed";
            /** @description Brought by a template or an import: nobody has typed its secret yet */
            waiting: boolean;
        };
        /**
         * @description Where to ask with it; empty asks where it was asked before, or at its first host.
         * @example {
         *       "address": "https://api.example.com/me"
         *     }
         */
        ToolSignInTestIn: {
            /** @default  */
            address: string;
        };
        /** @description How the test went. `unclear`: it was answered, but the answer says nothing about the sign-in. */
        ToolSignInTestOut: {
            ms: number;
            /**
             * @description A code, where it was not accepted
             * @example http_401
             */
            reason: string | null;
            sign_in: components["schemas"]["ToolSignInOut"];
            status: number | null;
            /** @enum {string} */
            verdict: "accepted" | "refused" | "unclear" | "failed";
        };
        /** @description A tool that uses it. */
        ToolSignInUse: {
            host: string;
            id: string;
            label: string;
        };
        /** @description A tool in a list. `live` is what an agent is granted: the newest published version. */
        ToolSummary: {
            can: string[];
            /** Format: date-time */
            created_at: string;
            description: string;
            has_changes: boolean;
            host: string;
            /** @example tool_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            label: string;
            live_number: number | null;
            /**
             * @description Of its request; else `MCP`, `EMAIL`, `SMS` or `PLUGIN`
             * @example GET
             */
            method: string;
            name: string;
            sign_in: components["schemas"]["SignIn"];
            /** @description The shared sign-in that it uses */
            sign_in_id: string | null;
            sign_in_label: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description How it went. `result` is what an agent would get; `answer` what came back, cut; `error` a code. */
        ToolTriedOut: {
            answer: string;
            attempts: number;
            error: string | null;
            ms: number;
            ok: boolean;
            result?: unknown;
            sent: components["schemas"]["ToolSent"];
            status: number | null;
            variables: {
                [key: string]: unknown;
            };
        };
        /**
         * @description Arguments to call the draft with, and what a conversation would tell of who is in it: samples where left out.
         * @example {
         *       "arguments": {
         *         "day": "2026-03-14"
         *       },
         *       "given": {
         *         "contact.phone": "+34910000000"
         *       }
         *     }
         */
        ToolTryIn: {
            /**
             * @description By name, as the schema says
             * @default {}
             */
            arguments: {
                [key: string]: unknown;
            };
            /**
             * @description By name: `contact.id`, `contact.name`, `contact.phone`, `contact.email`, `caller.number`, `visitor.id`; an empty text is one that is not known
             * @default {}
             */
            given: {
                [key: string]: string;
            };
        };
        /** @description An agent that was granted the tool, and the version in its draft. */
        ToolUse: {
            id: string;
            name: string;
            version: number;
        };
        /** @description Agents that were granted the tool. */
        ToolUseList: {
            items: components["schemas"]["ToolUse"][];
        };
        /** @description A tool that was called in a scenario; not `mocked` means that the scenario had no answer for it. */
        ToolUseOut: {
            arguments: {
                [key: string]: unknown;
            };
            mocked: boolean;
            ok: boolean;
            tool: string;
        };
        /** @description Versions, newest first. */
        ToolVersionList: {
            items: components["schemas"]["ToolVersionOut"][];
            next_cursor?: string | null;
        };
        /** @description A published version. */
        ToolVersionOut: {
            author: string;
            /** Format: date-time */
            created_at: string;
            definition: components["schemas"]["ToolDefinition"];
            live: boolean;
            note: string;
            number: number;
        };
        /** @description A tool that the model wants called, with its arguments. */
        ToolWish: {
            /** @default {} */
            arguments: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            tool: string;
        };
        /** @description An advanced ability of tools that the plan does not have, and the smallest plan that does. */
        ToolWithout: {
            ability: components["schemas"]["AdvancedTool"];
            needed: string;
        };
        /** @description A sum in one currency: currencies are never added up. */
        TotalOut: {
            currency: string;
            micros: number;
        };
        /** @description One thing that the engine did. */
        TraceOut: {
            data: {
                [key: string]: unknown;
            };
            /** @example node */
            name: string;
            node_id: string | null;
        };
        /** @description Which way the conversations of one version took that began in a period. */
        TrafficOut: {
            conversations: number;
            /** Format: date */
            first: string;
            /** Format: date */
            last: string;
            nodes: components["schemas"]["StepTraffic"][];
            /** @description Those that go on just now */
            running: number;
            time_zone: string;
            /** @description Null while nothing is published */
            version: number | null;
            ways: components["schemas"]["WayTraffic"][];
        };
        /** @description Which entries; what is left out does not filter. */
        TrailQuery: {
            /**
             * @default
             * @example agent_publish
             */
            action: string;
            /**
             * @description A person's id
             * @default
             */
            actor: string;
            since?: string | null;
            /**
             * @description A thing's id
             * @default
             */
            subject: string;
            /**
             * @default
             * @example agent
             */
            subject_kind: string;
            until?: string | null;
        };
        /** @description A translation that broke a rule, and was not taken. */
        TranslationRefusal: {
            faults: ("empty" | "placeholders" | "markup" | "links" | "numbers" | "terms" | "wordings" | "too_long")[];
            key: string;
            words: string;
        };
        /**
         * @description What is to be translated, or scored by translating it back. Without keys: all that need it.
         *
         *     A text that a person wrote is left alone unless `overwrite` says otherwise.
         * @example {
         *       "language": "fr"
         *     }
         */
        TranslationRunIn: {
            /** @default [] */
            keys: string[];
            /** @enum {string} */
            language: "es" | "en" | "pt" | "pt-BR" | "fr" | "de" | "it" | "ca" | "gl" | "eu" | "nl" | "pl" | "ro" | "sv" | "da" | "nb" | "fi" | "cs" | "sk" | "sl" | "hr" | "hu" | "el" | "bg" | "uk" | "ru" | "lt" | "lv" | "et" | "tr" | "ar" | "he" | "hi" | "zh" | "ja" | "ko" | "vi" | "th" | "id";
            /** @default false */
            overwrite: boolean;
            /**
             * @default translate
             * @enum {string}
             */
            purpose: "translate" | "score";
            translator_id?: string | null;
        };
        /** @description An agent's last runs, newest first. */
        TranslationRunList: {
            items: components["schemas"]["TranslationRunOut"][];
        };
        /** @description A run. `cost_micros` in US dollars, none where the price is not known; `characters` is what was sent. */
        TranslationRunOut: {
            agent_id: string;
            characters: number;
            cost_micros: number | null;
            /** Format: date-time */
            created_at: string;
            done: number;
            ended_at: string | null;
            error: string;
            id: string;
            language: string;
            /** @enum {string} */
            purpose: "translate" | "score";
            refusals: components["schemas"]["TranslationRefusal"][];
            refused: number;
            started_by: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled" | "failed";
            tokens: number;
            total: number;
            translator: string;
        };
        /**
         * @description An account at a translation service. Its key is kept sealed and never shown again.
         * @example {
         *       "credentials": {
         *         "api_key": "example-key:fx"
         *       },
         *       "kind": "deepl",
         *       "label": "DeepL"
         *     }
         */
        TranslatorIn: {
            /**
             * @description The fields of the kind's form
             * @example {
             *       "api_key": "sk-…"
             *     }
             */
            credentials: {
                [key: string]: string;
            };
            kind: components["schemas"]["TranslatorVendor"];
            label: string;
        };
        /** @description A service that can be connected, with its form as JSON Schema. */
        TranslatorKindOut: {
            form: {
                [key: string]: unknown;
            };
            keys_page: string;
            kind: components["schemas"]["TranslatorVendor"];
            label: string;
        };
        /** @description Who may translate. `model`: whether a language model is connected, which translates too. */
        TranslatorList: {
            items: components["schemas"]["TranslatorOut"][];
            kinds: components["schemas"]["TranslatorKindOut"][];
            model: boolean;
        };
        /** @description An account without its key. */
        TranslatorOut: {
            /** Format: date-time */
            created_at: string;
            /** @description The fields that may be shown */
            credentials: {
                [key: string]: string;
            };
            /** @enum {string} */
            health: "unknown" | "ok" | "failing";
            id: string;
            kind: components["schemas"]["TranslatorVendor"];
            label: string;
            last_checked_at: string | null;
            last_error: string;
        };
        /**
         * @description Whose service it is.
         * @enum {string}
         */
        TranslatorVendor: "deepl" | "google" | "aws";
        /** @description A conversation with the template that goes well: what the caller says, and what comes of it. */
        TriedConversation: {
            name: string;
            outcome: string | null;
            /** @description A person is called into it */
            person: boolean;
            says: string[];
        };
        /**
         * @description Whether a bad answer needs no scenario.
         * @example {
         *       "aside": true
         *     }
         */
        TurnRatingChange: {
            aside: boolean;
        };
        /**
         * @description Whether an answer of the agent was good, and why.
         * @example {
         *       "good": false,
         *       "remark": "No dijo el precio."
         *     }
         */
        TurnRatingIn: {
            good: boolean;
            /** @default  */
            remark: string;
        };
        /** @description What somebody of the team says of an answer. `scenario_id`: the scenario that was made of it. */
        TurnRatingOut: {
            /** @description It is bad, and needs no scenario */
            aside: boolean;
            by: components["schemas"]["PersonRef"];
            good: boolean;
            /** Format: date-time */
            rated_at: string;
            remark: string;
            scenario_id: string | null;
        };
        /** @description The scenario that a bad answer has to pass from now on. */
        TurnScenarioIn: {
            name: string;
            script: components["schemas"]["ScenarioScript"];
        };
        /** @description An agent's bad answers without a scenario, the last rated first; 50 at most. `total`: how many there are. */
        TurnToMendList: {
            can: string[];
            items: components["schemas"]["TurnToMendOut"][];
            total: number;
        };
        /** @description A bad answer of which there is no scenario yet: what was said last before it, and the answer. */
        TurnToMendOut: {
            asked: string;
            conversation_id: string;
            message_id: string;
            rating: components["schemas"]["TurnRatingOut"];
            said: string;
            test: boolean;
        };
        /** @description What was spent from one day to another, by the organization's calendar. */
        UsageOut: {
            /** Format: date */
            first: string;
            items: components["schemas"]["SpentOut"][];
            /** Format: date */
            last: string;
            totals: components["schemas"]["TotalOut"][];
        };
        /** @description The signed-in person. */
        UserOut: {
            email: string;
            /** @example usr_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            is_super_admin: boolean;
            /** @enum {string} */
            language: "" | "en" | "es" | "pt";
            name: string;
            /** @enum {string} */
            theme: "system" | "light" | "dark";
            time_zone: string;
        };
        /** @description One thing said, or done. Seconds from the start of the call. */
        UtteranceOut: {
            at: number | null;
            confidence: number | null;
            contradicts: components["schemas"]["PromiseOut"][];
            ends: number | null;
            /** @enum {string} */
            role: "agent" | "callee" | "tool" | "system";
            text: string;
        };
        /** @description A variable has this value in the end. */
        VariableCheck: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "variable";
            name: string;
            value: string;
        };
        /** @description A connected account that has models of vectors. Others than the suggested ones may be named. */
        VectorChoiceOut: {
            account_id: string;
            label: string;
            models: components["schemas"]["VectorModelOut"][];
            vendor: string;
        };
        /** @description A model of vectors; `micros_per_million` is what a million tokens cost, null where nobody can know. */
        VectorModelOut: {
            /** @default USD */
            currency: string;
            micros_per_million: number | null;
            name: string;
        };
        /** @description Who judged, and the version of the words by which: of the rubric, and of what judges are told beside it. */
        VerdictJudge: {
            model: string;
            rubric: string;
            vendor: string;
            version: string;
        };
        /** @description Whether the chain holds. Note the anchor somewhere else: a later check can look for it. */
        VerdictOut: {
            /**
             * @description The last link that holds
             * @example 3.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            anchor: string;
            /** @description The first entry that does not fit the one before it */
            broken_at: number | null;
            entries: number;
            holds: boolean;
        };
        /** @description A version with its content. */
        VersionDetail: {
            author: string;
            blueprint: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            /** @description Why it went live although the agent's rule stood against it */
            forced_because: string;
            id: string;
            live: boolean;
            note: string;
            number: number;
            rolled_back_to: number | null;
        };
        /** @description One page of versions, newest first. */
        VersionList: {
            items: components["schemas"]["VersionOut"][];
            next_cursor?: string | null;
        };
        /** @description A published version. */
        VersionOut: {
            author: string;
            /** Format: date-time */
            created_at: string;
            /** @description Why it went live although the agent's rule stood against it */
            forced_because: string;
            id: string;
            live: boolean;
            note: string;
            number: number;
            rolled_back_to: number | null;
        };
        /** @description What runs. */
        Versions: {
            centralita: string;
            django: string;
            postgresql: string;
            python: string;
        };
        /** @description Which contacts, as in the address of the list. */
        ViewFilter: {
            do_not_call?: boolean | null;
            /** @default  */
            import: string;
            /**
             * @description A member's id, or `none`
             * @default
             */
            owner: string;
            /** @default  */
            search: string;
            /** @default  */
            source: string;
            stage?: ("new" | "contacted" | "interested" | "booked" | "won" | "lost") | null;
            /** @default  */
            tag: string;
        };
        /** @description Who speaks, and how. What is left out is as the platform has it; each platform knows some of these only. */
        Voice: {
            /** @default  */
            id: string;
            /** @default  */
            name: string;
            similarity?: number | null;
            speed?: number | null;
            stability?: number | null;
            temperature?: number | null;
            volume?: number | null;
        };
        /**
         * @description What is to change; what is left out stays. A secret that is left out or empty stays too.
         * @example {
         *       "label": "Retell (Madrid)"
         *     }
         */
        VoiceAccountChange: {
            credentials?: {
                [key: string]: string;
            } | null;
            label?: string | null;
            /** @description What a minute costs, in micro-units; null: the list price */
            minute_micros?: number | null;
        };
        /**
         * @description A new account. Secrets are kept sealed and never shown again.
         * @example {
         *       "credentials": {},
         *       "kind": "sandbox",
         *       "label": "Sandbox"
         *     }
         */
        VoiceAccountIn: {
            /**
             * @description The fields of the kind's form
             * @default {}
             * @example {
             *       "api_key": "key_…"
             *     }
             */
            credentials: {
                [key: string]: string;
            };
            kind: components["schemas"]["VoicePlatform"];
            label: string;
        };
        /** @description A platform: its form as JSON Schema, and where its keys are found. */
        VoiceAccountKind: {
            form: {
                [key: string]: unknown;
            };
            keys_page: string;
            kind: components["schemas"]["VoicePlatform"];
            label: string;
        };
        /** @description The platforms that can be connected. */
        VoiceAccountKindList: {
            items: components["schemas"]["VoiceAccountKind"][];
        };
        /** @description The accounts, by label. */
        VoiceAccountList: {
            items: components["schemas"]["VoiceAccountOut"][];
            next_cursor?: string | null;
        };
        /** @description An account without its secrets. `webhook_url` is what the platform is to be given, where we know our address. */
        VoiceAccountOut: {
            /** @description How many calls at once, where the platform tells */
            calls_at_most: number | null;
            can: string[];
            /** Format: date-time */
            created_at: string;
            /** @description The fields that may be shown */
            credentials: {
                [key: string]: string;
            };
            /**
             * @description Of both prices
             * @example USD
             */
            currency: string;
            /** @enum {string} */
            health: "unknown" | "ok" | "failing";
            /** @example pac_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            kind: components["schemas"]["VoicePlatform"];
            label: string;
            last_checked_at: string | null;
            /** @description The code of what went wrong last */
            last_error: string | null;
            /** @description When the platform last sent something */
            last_heard_at: string | null;
            /** @description What a minute costs by the platform's list, on the high side */
            list_minute_micros: number;
            /** @description What a minute costs here; null: the list price */
            minute_micros: number | null;
            revision: number;
            /** @description The names of the secret fields that are set */
            secrets: string[];
            /** Format: date-time */
            updated_at: string;
            /** @description Why the platform does not tell us of all calls by itself: `foreign`, or the code of a failure */
            webhook_problem: string | null;
            /** @description Whether we have a secret to know the webhooks by */
            webhook_ready: boolean;
            webhook_url: string;
            /** @description Whose account it is, in the platform's words; empty until tried */
            workspace: string;
        };
        /** @description Whose voice it is. */
        VoiceAccountRef: {
            /** @example pac_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            label: string;
            platform: components["schemas"]["VoicePlatform"];
        };
        /** @description How far an account's voices are known. */
        VoiceCatalogueOut: {
            account: components["schemas"]["VoiceAccountRef"];
            /** @description Whether the platform clones voices */
            clones: boolean;
            /** @description False where the account has more voices than we keep */
            complete: boolean;
            count: number;
            /** @description The code of what went wrong at the last look */
            error: string | null;
            refreshed_at: string | null;
            refreshing: boolean;
        };
        /** @description How the test went. `code` says what went wrong. */
        VoiceConnectionOut: {
            account: components["schemas"]["VoiceAccountOut"];
            /** @description Calls under way at the moment, where the platform tells */
            calls_now?: number | null;
            code?: string | null;
            ok: boolean;
        };
        /** @description Voices by name. `total` is counted up to 10,001. */
        VoiceList: {
            items: components["schemas"]["VoiceOut"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** @description What lists can be narrowed by, and how far each account's voices are known. */
        VoiceOptions: {
            accents: string[];
            catalogues: components["schemas"]["VoiceCatalogueOut"][];
            languages: string[];
            makers: string[];
            /** @description Whether the plan has premium voices */
            premium: boolean;
        };
        /** @description A voice of a connected account. `remote_id` is what its platform calls it. */
        VoiceOut: {
            accent: string;
            account: components["schemas"]["VoiceAccountRef"];
            age: string;
            can: string[];
            cloned: boolean;
            description: string;
            /** @description The caller's own mark */
            favourite: boolean;
            /** @enum {string} */
            gender: "" | "female" | "male" | "neutral";
            /** @example voi_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /**
             * @description BCP 47 tags
             * @example [
             *       "es-ES",
             *       "es-MX"
             *     ]
             */
            languages: string[];
            /** @description Who made it, where the platform resells several makers' voices */
            maker: string;
            name: string;
            /** @description The platform's own word for what it costs */
            platform_tier: string;
            /** @description Whether the platform offers a sample: `GET …/preview` */
            preview: boolean;
            remote_id: string;
            /** @description When the platform stopped listing it */
            removed_at: string | null;
            /** @description Whether it can say a sentence of yours: `POST …/sample` */
            speaks: boolean;
            /** @enum {string} */
            tier: "basic" | "premium";
            /** @description Whether the organization's plan has it */
            usable: boolean;
        };
        /**
         * @description A kind of provider account that brings phone calls. The sandbox is ours, needs no key and calls nobody.
         * @enum {string}
         */
        VoicePlatform: "retell" | "elevenlabs" | "sandbox";
        /**
         * @description What the voice is to say.
         * @example {
         *       "language": "es",
         *       "text": "Buenos días, le llamo de la Clínica Sol."
         *     }
         */
        VoiceSampleIn: {
            /** @default en */
            language: string;
            text: string;
        };
        /** @description A guard with what is known of it. Of the cost, in micro-units, `difference` is B's less the most that it may be. */
        WatchedOut: {
            a: components["schemas"]["FigureOut"];
            b: components["schemas"]["FigureOut"];
            broken: boolean;
            difference: components["schemas"]["ArmDifferenceOut"] | null;
            /** @enum {string} */
            kind: "error" | "complaint" | "handed_over" | "cost" | "rating";
            margin: number;
        };
        /** @description A connection, by where it begins and leads to. */
        WayTraffic: {
            flow_id: string;
            /** @description Conversations that went this way */
            passed: number;
            port: string;
            source: string;
            target: string;
        };
        /**
         * @description A call from a browser. Without an account the first free one that has web calls is taken.
         * @example {
         *       "account_id": "pac_01k9h2v7zq4m8x3n5t6w1y0r2s",
         *       "language": "es"
         *     }
         */
        WebCallIn: {
            /** @default  */
            account_id: string;
            /** @default  */
            language: string;
        };
        /**
         * @description What a browser needs to join the call within a minute. The token opens this one call, once.
         *
         *     The sandbox's client connects to `url` on this host, ElevenLabs' to the socket at `url`; Retell's sends its offer of
         *     WebRTC to `url`, with the token and `ice_servers`. `variables` are for platforms whose client sends them itself.
         */
        WebCallOut: {
            call: components["schemas"]["CallOut"];
            ice_servers: components["schemas"]["IceServerOut"][];
            language: string;
            platform: string;
            token: string;
            url: string;
            variables: {
                [key: string]: string;
            };
        };
        /** @description What the platform sent last, newest first. */
        WebhookEventList: {
            items: components["schemas"]["WebhookEventOut"][];
            next_cursor?: string | null;
        };
        /** @description One event that the platform sent. */
        WebhookEventOut: {
            /** @description The platform's own id of the call; empty where the event is about none */
            call: string;
            /** @example whe_01k9h2v7zq4m8x3n5t6w1y0r2s */
            id: string;
            /** @example call_ended */
            name: string;
            /** Format: date-time */
            received_at: string;
        };
        /**
         * @description How the widget looks. Texts are by language; where one is missing or empty, the built-in text is used.
         *
         *     `ai_notice` changes the words of the notice that an AI answers, never whether it is shown.
         * @example {
         *       "color": "#0f766e",
         *       "greeting": {
         *         "es": "¿Le ayudo?"
         *       },
         *       "position": "right"
         *     }
         */
        WidgetSettings: {
            /** @default {} */
            ai_notice: {
                [key: string]: string;
            };
            /** @default true */
            attachments: boolean;
            /**
             * @description Whether visitors may speak with the agent, where it is deployed to a platform with web calls
             * @default false
             */
            calls: boolean;
            /** @description The organization's own colour when empty */
            color?: string | null;
            /** @default {} */
            greeting: {
                [key: string]: string;
            };
            /**
             * @default right
             * @enum {string}
             */
            position: "right" | "left";
            /**
             * @default auto
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
        };
        /** @description A thing asked for, by the first of its words, and where the passage has it. */
        WordOut: {
            /**
             * @description `above`: in the headings over the passage's own
             * @enum {string}
             */
            where: "heading" | "text" | "above" | "title";
            word: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AccountVoiceList = components['schemas']['AccountVoiceList'];
export type AccountVoiceOut = components['schemas']['AccountVoiceOut'];
export type Activity = components['schemas']['Activity'];
export type AdvancedTool = components['schemas']['AdvancedTool'];
export type AgentChange = components['schemas']['AgentChange'];
export type AgentExportOut = components['schemas']['AgentExportOut'];
export type AgentFigures = components['schemas']['AgentFigures'];
export type AgentFileChanges = components['schemas']['AgentFileChanges'];
export type AgentImportList = components['schemas']['AgentImportList'];
export type AgentImportOut = components['schemas']['AgentImportOut'];
export type AgentImportSummary = components['schemas']['AgentImportSummary'];
export type AgentIn = components['schemas']['AgentIn'];
export type AgentLanguage = components['schemas']['AgentLanguage'];
export type AgentLanguageParity = components['schemas']['AgentLanguageParity'];
export type AgentLanguages = components['schemas']['AgentLanguages'];
export type AgentList = components['schemas']['AgentList'];
export type AgentOut = components['schemas']['AgentOut'];
export type AgentRef = components['schemas']['AgentRef'];
export type AgentSummary = components['schemas']['AgentSummary'];
export type AgentText = components['schemas']['AgentText'];
export type AgentTexts = components['schemas']['AgentTexts'];
export type AgentUploadOut = components['schemas']['AgentUploadOut'];
export type AgreementOut = components['schemas']['AgreementOut'];
export type ApiKeyIn = components['schemas']['ApiKeyIn'];
export type ApiKeyList = components['schemas']['ApiKeyList'];
export type ApiKeyMade = components['schemas']['ApiKeyMade'];
export type ApiKeyOut = components['schemas']['ApiKeyOut'];
export type ApprovalRule = components['schemas']['ApprovalRule'];
export type ArmDifferenceOut = components['schemas']['ArmDifferenceOut'];
export type ArmOut = components['schemas']['ArmOut'];
export type AsideIn = components['schemas']['AsideIn'];
export type AsideOut = components['schemas']['AsideOut'];
export type AttachmentOut = components['schemas']['AttachmentOut'];
export type AttemptList = components['schemas']['AttemptList'];
export type AttemptOut = components['schemas']['AttemptOut'];
export type Audience = components['schemas']['Audience'];
export type AuditEntryList = components['schemas']['AuditEntryList'];
export type AuditEntryOut = components['schemas']['AuditEntryOut'];
export type BackIn = components['schemas']['BackIn'];
export type Board = components['schemas']['Board'];
export type BoardColumn = components['schemas']['BoardColumn'];
export type BoundCheck = components['schemas']['BoundCheck'];
export type Brand = components['schemas']['Brand'];
export type BrandOut = components['schemas']['BrandOut'];
export type BudgetChange = components['schemas']['BudgetChange'];
export type BudgetIn = components['schemas']['BudgetIn'];
export type BudgetList = components['schemas']['BudgetList'];
export type BudgetOut = components['schemas']['BudgetOut'];
export type BulkIn = components['schemas']['BulkIn'];
export type BulkOut = components['schemas']['BulkOut'];
export type CallAccount = components['schemas']['CallAccount'];
export type CallAgent = components['schemas']['CallAgent'];
export type CallbackIn = components['schemas']['CallbackIn'];
export type CallbackList = components['schemas']['CallbackList'];
export type CallbackOut = components['schemas']['CallbackOut'];
export type CallbackReason = components['schemas']['CallbackReason'];
export type CallCallback = components['schemas']['CallCallback'];
export type CallChange = components['schemas']['CallChange'];
export type CallContact = components['schemas']['CallContact'];
export type CallCost = components['schemas']['CallCost'];
export type CallCostItem = components['schemas']['CallCostItem'];
export type CalledPerson = components['schemas']['CalledPerson'];
export type CallEstimate = components['schemas']['CallEstimate'];
export type CallFilterIn = components['schemas']['CallFilterIn'];
export type CallIn = components['schemas']['CallIn'];
export type CallInsights = components['schemas']['CallInsights'];
export type CallList = components['schemas']['CallList'];
export type CallMoney = components['schemas']['CallMoney'];
export type CallOption = components['schemas']['CallOption'];
export type CallOptions = components['schemas']['CallOptions'];
export type CallOut = components['schemas']['CallOut'];
export type CallPassed = components['schemas']['CallPassed'];
export type CallRouting = components['schemas']['CallRouting'];
export type CallSpan = components['schemas']['CallSpan'];
export type CallsStopped = components['schemas']['CallsStopped'];
export type CallStatus = components['schemas']['CallStatus'];
export type CallTranscript = components['schemas']['CallTranscript'];
export type CallVoice = components['schemas']['CallVoice'];
export type CampaignAgent = components['schemas']['CampaignAgent'];
export type CampaignChange = components['schemas']['CampaignChange'];
export type CampaignIn = components['schemas']['CampaignIn'];
export type CampaignList = components['schemas']['CampaignList'];
export type CampaignMoney = components['schemas']['CampaignMoney'];
export type CampaignOut = components['schemas']['CampaignOut'];
export type CampaignPerson = components['schemas']['CampaignPerson'];
export type CampaignPersonList = components['schemas']['CampaignPersonList'];
export type CampaignSpan = components['schemas']['CampaignSpan'];
export type CampaignSummary = components['schemas']['CampaignSummary'];
export type ChangeOut = components['schemas']['ChangeOut'];
export type ChannelChange = components['schemas']['ChannelChange'];
export type ChannelIn = components['schemas']['ChannelIn'];
export type ChannelList = components['schemas']['ChannelList'];
export type ChannelOut = components['schemas']['ChannelOut'];
export type CheckVerdict = components['schemas']['CheckVerdict'];
export type ClientList = components['schemas']['ClientList'];
export type ClientOut = components['schemas']['ClientOut'];
export type CloneTerms = components['schemas']['CloneTerms'];
export type ColumnOut = components['schemas']['ColumnOut'];
export type ComparedResult = components['schemas']['ComparedResult'];
export type ConfigOut = components['schemas']['ConfigOut'];
export type ConfirmationOut = components['schemas']['ConfirmationOut'];
export type ConfirmIn = components['schemas']['ConfirmIn'];
export type ConnectionOut = components['schemas']['ConnectionOut'];
export type ConsentIn = components['schemas']['ConsentIn'];
export type ConsentOut = components['schemas']['ConsentOut'];
export type ContactChange = components['schemas']['ContactChange'];
export type ContactFilterIn = components['schemas']['ContactFilterIn'];
export type ContactImportList = components['schemas']['ContactImportList'];
export type ContactImportOut = components['schemas']['ContactImportOut'];
export type ContactIn = components['schemas']['ContactIn'];
export type ContactList = components['schemas']['ContactList'];
export type ContactNoteIn = components['schemas']['ContactNoteIn'];
export type ContactOut = components['schemas']['ContactOut'];
export type ContactSummary = components['schemas']['ContactSummary'];
export type ContactViewChange = components['schemas']['ContactViewChange'];
export type ContactViewIn = components['schemas']['ContactViewIn'];
export type ContactViewList = components['schemas']['ContactViewList'];
export type ContactViewOut = components['schemas']['ContactViewOut'];
export type ContradictionOut = components['schemas']['ContradictionOut'];
export type ConversationFilterIn = components['schemas']['ConversationFilterIn'];
export type ConversationList = components['schemas']['ConversationList'];
export type ConversationOut = components['schemas']['ConversationOut'];
export type ConversationSummary = components['schemas']['ConversationSummary'];
export type ConversationTag = components['schemas']['ConversationTag'];
export type ConversationTagList = components['schemas']['ConversationTagList'];
export type Counters = components['schemas']['Counters'];
export type DatabaseHealth = components['schemas']['DatabaseHealth'];
export type DayFigures = components['schemas']['DayFigures'];
export type DecisionOut = components['schemas']['DecisionOut'];
export type DeployedAccount = components['schemas']['DeployedAccount'];
export type DeploymentChange = components['schemas']['DeploymentChange'];
export type DeploymentIn = components['schemas']['DeploymentIn'];
export type DeploymentList = components['schemas']['DeploymentList'];
export type DeploymentOut = components['schemas']['DeploymentOut'];
export type DifferenceOut = components['schemas']['DifferenceOut'];
export type DiffOut = components['schemas']['DiffOut'];
export type DiffPiece = components['schemas']['DiffPiece'];
export type DiffRow = components['schemas']['DiffRow'];
export type DocumentChange = components['schemas']['DocumentChange'];
export type DocumentErrorOut = components['schemas']['DocumentErrorOut'];
export type DocumentList = components['schemas']['DocumentList'];
export type DocumentOut = components['schemas']['DocumentOut'];
export type DocumentsChange = components['schemas']['DocumentsChange'];
export type DocumentsIn = components['schemas']['DocumentsIn'];
export type DraftIn = components['schemas']['DraftIn'];
export type DraftOut = components['schemas']['DraftOut'];
export type DriftDone = components['schemas']['DriftDone'];
export type DriftIn = components['schemas']['DriftIn'];
export type DriftOut = components['schemas']['DriftOut'];
export type Ending = components['schemas']['Ending'];
export type EndsCheck = components['schemas']['EndsCheck'];
export type EntryIn = components['schemas']['EntryIn'];
export type EntryList = components['schemas']['EntryList'];
export type EntryOut = components['schemas']['EntryOut'];
export type EvidenceOut = components['schemas']['EvidenceOut'];
export type ExchangeOut = components['schemas']['ExchangeOut'];
export type ExperimentDetail = components['schemas']['ExperimentDetail'];
export type ExperimentEnding = components['schemas']['ExperimentEnding'];
export type ExperimentIn = components['schemas']['ExperimentIn'];
export type ExperimentList = components['schemas']['ExperimentList'];
export type ExperimentOut = components['schemas']['ExperimentOut'];
export type ExperimentStartIn = components['schemas']['ExperimentStartIn'];
export type ExportedConversation = components['schemas']['ExportedConversation'];
export type ExportedMessage = components['schemas']['ExportedMessage'];
export type ExportLoss = components['schemas']['ExportLoss'];
export type FactsOut = components['schemas']['FactsOut'];
export type FieldOut = components['schemas']['FieldOut'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type FigureOut = components['schemas']['FigureOut'];
export type FoundAgent = components['schemas']['FoundAgent'];
export type GalleryArgument = components['schemas']['GalleryArgument'];
export type GalleryChange = components['schemas']['GalleryChange'];
export type GalleryCopyBrief = components['schemas']['GalleryCopyBrief'];
export type GalleryCopyOut = components['schemas']['GalleryCopyOut'];
export type GalleryDecision = components['schemas']['GalleryDecision'];
export type GalleryFinding = components['schemas']['GalleryFinding'];
export type GalleryInside = components['schemas']['GalleryInside'];
export type GalleryInstalled = components['schemas']['GalleryInstalled'];
export type GalleryInstallIn = components['schemas']['GalleryInstallIn'];
export type GalleryNameIn = components['schemas']['GalleryNameIn'];
export type GalleryOrigin = components['schemas']['GalleryOrigin'];
export type GalleryPackIn = components['schemas']['GalleryPackIn'];
export type GalleryPair = components['schemas']['GalleryPair'];
export type GalleryPreview = components['schemas']['GalleryPreview'];
export type GalleryPrompt = components['schemas']['GalleryPrompt'];
export type GalleryRatingIn = components['schemas']['GalleryRatingIn'];
export type GalleryRatingOut = components['schemas']['GalleryRatingOut'];
export type GalleryReason = components['schemas']['GalleryReason'];
export type GalleryReleaseOut = components['schemas']['GalleryReleaseOut'];
export type GalleryReview = components['schemas']['GalleryReview'];
export type GallerySent = components['schemas']['GallerySent'];
export type GalleryShelf = components['schemas']['GalleryShelf'];
export type GalleryShelved = components['schemas']['GalleryShelved'];
export type GallerySkipIn = components['schemas']['GallerySkipIn'];
export type GalleryStep = components['schemas']['GalleryStep'];
export type GallerySubmissionIn = components['schemas']['GallerySubmissionIn'];
export type GallerySubmissionList = components['schemas']['GallerySubmissionList'];
export type GallerySubmissionOut = components['schemas']['GallerySubmissionOut'];
export type GalleryTemplateDetail = components['schemas']['GalleryTemplateDetail'];
export type GalleryTemplateList = components['schemas']['GalleryTemplateList'];
export type GalleryTemplateOut = components['schemas']['GalleryTemplateOut'];
export type GalleryText = components['schemas']['GalleryText'];
export type GalleryToolOut = components['schemas']['GalleryToolOut'];
export type GalleryTried = components['schemas']['GalleryTried'];
export type GalleryUpdateIn = components['schemas']['GalleryUpdateIn'];
export type GalleryUpdateOut = components['schemas']['GalleryUpdateOut'];
export type GalleryVariable = components['schemas']['GalleryVariable'];
export type GalleryWaitingList = components['schemas']['GalleryWaitingList'];
export type GalleryWaitingOut = components['schemas']['GalleryWaitingOut'];
export type GalleryWritten = components['schemas']['GalleryWritten'];
export type GapAnswer = components['schemas']['GapAnswer'];
export type GapChange = components['schemas']['GapChange'];
export type GapList = components['schemas']['GapList'];
export type GapOut = components['schemas']['GapOut'];
export type Glossary = components['schemas']['Glossary'];
export type GoalModel = components['schemas']['GoalModel'];
export type GuardModel = components['schemas']['GuardModel'];
export type HappeningOut = components['schemas']['HappeningOut'];
export type HealthOut = components['schemas']['HealthOut'];
export type HitOut = components['schemas']['HitOut'];
export type HolidayList = components['schemas']['HolidayList'];
export type HolidayOut = components['schemas']['HolidayOut'];
export type HomeOut = components['schemas']['HomeOut'];
export type HourList = components['schemas']['HourList'];
export type HourOut = components['schemas']['HourOut'];
export type HoursIn = components['schemas']['HoursIn'];
export type IceServerOut = components['schemas']['IceServerOut'];
export type ImportChange = components['schemas']['ImportChange'];
export type ImportedAgent = components['schemas']['ImportedAgent'];
export type ImportedAgentIn = components['schemas']['ImportedAgentIn'];
export type ImportedConsent = components['schemas']['ImportedConsent'];
export type ImportedFlow = components['schemas']['ImportedFlow'];
export type ImportedStep = components['schemas']['ImportedStep'];
export type ImportedTool = components['schemas']['ImportedTool'];
export type ImportIn = components['schemas']['ImportIn'];
export type ImportLoss = components['schemas']['ImportLoss'];
export type ImportOut = components['schemas']['ImportOut'];
export type IncludedChange = components['schemas']['IncludedChange'];
export type IncludedPrompt = components['schemas']['IncludedPrompt'];
export type IndustryList = components['schemas']['IndustryList'];
export type IndustryOut = components['schemas']['IndustryOut'];
export type InvitationIn = components['schemas']['InvitationIn'];
export type InvitationList = components['schemas']['InvitationList'];
export type InvitationOut = components['schemas']['InvitationOut'];
export type InvitedOut = components['schemas']['InvitedOut'];
export type JoinedOut = components['schemas']['JoinedOut'];
export type JsonValue = components['schemas']['JsonValue'];
export type JudgedOut = components['schemas']['JudgedOut'];
export type JudgeMarkIn = components['schemas']['JudgeMarkIn'];
export type JudgeMarkOut = components['schemas']['JudgeMarkOut'];
export type JudgeModel = components['schemas']['JudgeModel'];
export type JudgeOut = components['schemas']['JudgeOut'];
export type Kind = components['schemas']['Kind'];
export type KnowledgeTags = components['schemas']['KnowledgeTags'];
export type LanguageFigures = components['schemas']['LanguageFigures'];
export type LanguageIn = components['schemas']['LanguageIn'];
export type LanguageProvenOut = components['schemas']['LanguageProvenOut'];
export type LastResult = components['schemas']['LastResult'];
export type LeftOut = components['schemas']['LeftOut'];
export type LeftOutAgent = components['schemas']['LeftOutAgent'];
export type LeftOutOut = components['schemas']['LeftOutOut'];
export type LiftIn = components['schemas']['LiftIn'];
export type LineOut = components['schemas']['LineOut'];
export type ListeningOut = components['schemas']['ListeningOut'];
export type LocationIn = components['schemas']['LocationIn'];
export type LocationList = components['schemas']['LocationList'];
export type LocationOut = components['schemas']['LocationOut'];
export type LossList = components['schemas']['LossList'];
export type LossOut = components['schemas']['LossOut'];
export type MadeAgentOut = components['schemas']['MadeAgentOut'];
export type MadeFlowOut = components['schemas']['MadeFlowOut'];
export type MadePromptOut = components['schemas']['MadePromptOut'];
export type MadeToolOut = components['schemas']['MadeToolOut'];
export type McpServerIn = components['schemas']['McpServerIn'];
export type McpServerOut = components['schemas']['McpServerOut'];
export type MeaningIn = components['schemas']['MeaningIn'];
export type MeaningOut = components['schemas']['MeaningOut'];
export type Measure = components['schemas']['Measure'];
export type MemberChange = components['schemas']['MemberChange'];
export type MemberList = components['schemas']['MemberList'];
export type MemberOut = components['schemas']['MemberOut'];
export type MembershipOut = components['schemas']['MembershipOut'];
export type MeOut = components['schemas']['MeOut'];
export type MergeIn = components['schemas']['MergeIn'];
export type MessageList = components['schemas']['MessageList'];
export type MessageOut = components['schemas']['MessageOut'];
export type Mode = components['schemas']['Mode'];
export type ModelAccountChange = components['schemas']['ModelAccountChange'];
export type ModelAccountIn = components['schemas']['ModelAccountIn'];
export type ModelAccountKind = components['schemas']['ModelAccountKind'];
export type ModelAccountKindList = components['schemas']['ModelAccountKindList'];
export type ModelAccountList = components['schemas']['ModelAccountList'];
export type ModelAccountOut = components['schemas']['ModelAccountOut'];
export type ModelAnswer = components['schemas']['ModelAnswer'];
export type ModelVendor = components['schemas']['ModelVendor'];
export type NameList = components['schemas']['NameList'];
export type NeverSaysCheck = components['schemas']['NeverSaysCheck'];
export type NodeKindList = components['schemas']['NodeKindList'];
export type NodeKindOut = components['schemas']['NodeKindOut'];
export type NoteIn = components['schemas']['NoteIn'];
export type NoteOut = components['schemas']['NoteOut'];
export type NumberAccount = components['schemas']['NumberAccount'];
export type NumberAgent = components['schemas']['NumberAgent'];
export type NumberBinding = components['schemas']['NumberBinding'];
export type NumberCatalogueOut = components['schemas']['NumberCatalogueOut'];
export type NumberRing = components['schemas']['NumberRing'];
export type NumberRung = components['schemas']['NumberRung'];
export type NumberSpan = components['schemas']['NumberSpan'];
export type ObstacleOut = components['schemas']['ObstacleOut'];
export type OfferingIn = components['schemas']['OfferingIn'];
export type OfferingList = components['schemas']['OfferingList'];
export type OfferingOut = components['schemas']['OfferingOut'];
export type OpenApiIn = components['schemas']['OpenApiIn'];
export type OpenApiOperation = components['schemas']['OpenApiOperation'];
export type OpenApiOut = components['schemas']['OpenApiOut'];
export type OrganizationChange = components['schemas']['OrganizationChange'];
export type OrganizationDeletion = components['schemas']['OrganizationDeletion'];
export type OrganizationIn = components['schemas']['OrganizationIn'];
export type OrganizationOut = components['schemas']['OrganizationOut'];
export type OrganizationSummary = components['schemas']['OrganizationSummary'];
export type OrganizationUsage = components['schemas']['OrganizationUsage'];
export type Outcome = components['schemas']['Outcome'];
export type OwnerList = components['schemas']['OwnerList'];
export type OwnerOut = components['schemas']['OwnerOut'];
export type PackList = components['schemas']['PackList'];
export type PackNoteOut = components['schemas']['PackNoteOut'];
export type PackOut = components['schemas']['PackOut'];
export type PageProblemOut = components['schemas']['PageProblemOut'];
export type ParityDifference = components['schemas']['ParityDifference'];
export type ParityExchange = components['schemas']['ParityExchange'];
export type ParityResultDetail = components['schemas']['ParityResultDetail'];
export type ParityResultOut = components['schemas']['ParityResultOut'];
export type ParityRunDetail = components['schemas']['ParityRunDetail'];
export type ParityRunIn = components['schemas']['ParityRunIn'];
export type ParityRunList = components['schemas']['ParityRunList'];
export type ParityRunOut = components['schemas']['ParityRunOut'];
export type PassageAgainstOut = components['schemas']['PassageAgainstOut'];
export type PassageList = components['schemas']['PassageList'];
export type PassageOut = components['schemas']['PassageOut'];
export type PastedIn = components['schemas']['PastedIn'];
export type PeopleOut = components['schemas']['PeopleOut'];
export type Persona = components['schemas']['Persona'];
export type PersonOut = components['schemas']['PersonOut'];
export type PersonRef = components['schemas']['PersonRef'];
export type PhoneNumberChange = components['schemas']['PhoneNumberChange'];
export type PhoneNumberList = components['schemas']['PhoneNumberList'];
export type PhoneNumberOut = components['schemas']['PhoneNumberOut'];
export type Plan = components['schemas']['Plan'];
export type PlanChange = components['schemas']['PlanChange'];
export type PlanUse = components['schemas']['PlanUse'];
export type PlatformCalls = components['schemas']['PlatformCalls'];
export type PlatformOrganization = components['schemas']['PlatformOrganization'];
export type PlatformOrganizationList = components['schemas']['PlatformOrganizationList'];
export type PlatformUser = components['schemas']['PlatformUser'];
export type PlatformUserList = components['schemas']['PlatformUserList'];
export type PointOut = components['schemas']['PointOut'];
export type PolicyIn = components['schemas']['PolicyIn'];
export type PolicyList = components['schemas']['PolicyList'];
export type PolicyOut = components['schemas']['PolicyOut'];
export type PortOut = components['schemas']['PortOut'];
export type PreferencesIn = components['schemas']['PreferencesIn'];
export type PreviewOut = components['schemas']['PreviewOut'];
export type PreviewPart = components['schemas']['PreviewPart'];
export type PreviewRow = components['schemas']['PreviewRow'];
export type Problem = components['schemas']['Problem'];
export type ProblemOut = components['schemas']['ProblemOut'];
export type ProfileChange = components['schemas']['ProfileChange'];
export type ProfileOut = components['schemas']['ProfileOut'];
export type PromiseAsideIn = components['schemas']['PromiseAsideIn'];
export type PromiseAsideOut = components['schemas']['PromiseAsideOut'];
export type PromiseBackIn = components['schemas']['PromiseBackIn'];
export type PromiseOut = components['schemas']['PromiseOut'];
export type PromptAnswerOut = components['schemas']['PromptAnswerOut'];
export type PromptAsked = components['schemas']['PromptAsked'];
export type PromptCall = components['schemas']['PromptCall'];
export type PromptCaseIn = components['schemas']['PromptCaseIn'];
export type PromptCaseList = components['schemas']['PromptCaseList'];
export type PromptCaseOut = components['schemas']['PromptCaseOut'];
export type PromptChangeIn = components['schemas']['PromptChangeIn'];
export type PromptCheck = components['schemas']['PromptCheck'];
export type PromptContent = components['schemas']['PromptContent'];
export type PromptCost = components['schemas']['PromptCost'];
export type PromptDiff = components['schemas']['PromptDiff'];
export type PromptFinding = components['schemas']['PromptFinding'];
export type PromptIn = components['schemas']['PromptIn'];
export type PromptIncludedIn = components['schemas']['PromptIncludedIn'];
export type PromptLabelIn = components['schemas']['PromptLabelIn'];
export type PromptLabelOut = components['schemas']['PromptLabelOut'];
export type PromptList = components['schemas']['PromptList'];
export type PromptLook = components['schemas']['PromptLook'];
export type PromptLookIn = components['schemas']['PromptLookIn'];
export type PromptModel = components['schemas']['PromptModel'];
export type PromptModelList = components['schemas']['PromptModelList'];
export type PromptOut = components['schemas']['PromptOut'];
export type PromptPassage = components['schemas']['PromptPassage'];
export type PromptPreviewIn = components['schemas']['PromptPreviewIn'];
export type PromptPreviewOut = components['schemas']['PromptPreviewOut'];
export type PromptPublishIn = components['schemas']['PromptPublishIn'];
export type PromptSaid = components['schemas']['PromptSaid'];
export type PromptSummary = components['schemas']['PromptSummary'];
export type PromptTagList = components['schemas']['PromptTagList'];
export type PromptTemplateList = components['schemas']['PromptTemplateList'];
export type PromptTemplateOut = components['schemas']['PromptTemplateOut'];
export type PromptTool = components['schemas']['PromptTool'];
export type PromptTrialIn = components['schemas']['PromptTrialIn'];
export type PromptTrialList = components['schemas']['PromptTrialList'];
export type PromptTrialOut = components['schemas']['PromptTrialOut'];
export type PromptTurn = components['schemas']['PromptTurn'];
export type PromptUseOut = components['schemas']['PromptUseOut'];
export type PromptUses = components['schemas']['PromptUses'];
export type PromptVariable = components['schemas']['PromptVariable'];
export type PromptVersionList = components['schemas']['PromptVersionList'];
export type PromptVersionOut = components['schemas']['PromptVersionOut'];
export type ProvenOut = components['schemas']['ProvenOut'];
export type PublishDraftIn = components['schemas']['PublishDraftIn'];
export type PublishGateOut = components['schemas']['PublishGateOut'];
export type PublishIn = components['schemas']['PublishIn'];
export type PublishLosses = components['schemas']['PublishLosses'];
export type PublishLossesList = components['schemas']['PublishLossesList'];
export type PublishRuleIn = components['schemas']['PublishRuleIn'];
export type PublishRuleOut = components['schemas']['PublishRuleOut'];
export type Purpose = components['schemas']['Purpose'];
export type QuestionOut = components['schemas']['QuestionOut'];
export type QuestionsIn = components['schemas']['QuestionsIn'];
export type QuestionsMove = components['schemas']['QuestionsMove'];
export type QuestionsTags = components['schemas']['QuestionsTags'];
export type QueueHealth = components['schemas']['QueueHealth'];
export type ReachOut = components['schemas']['ReachOut'];
export type ReasonGroup = components['schemas']['ReasonGroup'];
export type ReasonOut = components['schemas']['ReasonOut'];
export type RefusalReason = components['schemas']['RefusalReason'];
export type RegisterImportList = components['schemas']['RegisterImportList'];
export type RegisterImportOut = components['schemas']['RegisterImportOut'];
export type RegisterOut = components['schemas']['RegisterOut'];
export type RemoteAgentList = components['schemas']['RemoteAgentList'];
export type RemoteAgentOut = components['schemas']['RemoteAgentOut'];
export type ReplayDetail = components['schemas']['ReplayDetail'];
export type ReplayIn = components['schemas']['ReplayIn'];
export type ReplayList = components['schemas']['ReplayList'];
export type ReplayOut = components['schemas']['ReplayOut'];
export type ReplayTalkDetail = components['schemas']['ReplayTalkDetail'];
export type ReplayTalkOut = components['schemas']['ReplayTalkOut'];
export type Resource = components['schemas']['Resource'];
export type ResultDetail = components['schemas']['ResultDetail'];
export type ResultOut = components['schemas']['ResultOut'];
export type ReviewOut = components['schemas']['ReviewOut'];
export type Role = components['schemas']['Role'];
export type RubricCheck = components['schemas']['RubricCheck'];
export type RubricOut = components['schemas']['RubricOut'];
export type RuleOut = components['schemas']['RuleOut'];
export type RulesChange = components['schemas']['RulesChange'];
export type RulesOut = components['schemas']['RulesOut'];
export type RunComparison = components['schemas']['RunComparison'];
export type RunDetail = components['schemas']['RunDetail'];
export type RunIn = components['schemas']['RunIn'];
export type RunList = components['schemas']['RunList'];
export type RunOut = components['schemas']['RunOut'];
export type SaidLineOut = components['schemas']['SaidLineOut'];
export type SampleDocumentOut = components['schemas']['SampleDocumentOut'];
export type SampleIn = components['schemas']['SampleIn'];
export type SampleOut = components['schemas']['SampleOut'];
export type SavedFlowIn = components['schemas']['SavedFlowIn'];
export type SavedNameIn = components['schemas']['SavedNameIn'];
export type SavedTemplateAgentIn = components['schemas']['SavedTemplateAgentIn'];
export type SavedTemplateDetail = components['schemas']['SavedTemplateDetail'];
export type SavedTemplateIn = components['schemas']['SavedTemplateIn'];
export type SavedTemplateList = components['schemas']['SavedTemplateList'];
export type SavedTemplateOut = components['schemas']['SavedTemplateOut'];
export type SayingOut = components['schemas']['SayingOut'];
export type SaysCheck = components['schemas']['SaysCheck'];
export type ScenarioChange = components['schemas']['ScenarioChange'];
export type ScenarioDraftOut = components['schemas']['ScenarioDraftOut'];
export type ScenarioIn = components['schemas']['ScenarioIn'];
export type ScenarioList = components['schemas']['ScenarioList'];
export type ScenarioOut = components['schemas']['ScenarioOut'];
export type ScenarioScript = components['schemas']['ScenarioScript'];
export type ScenarioStep = components['schemas']['ScenarioStep'];
export type ScopeKind = components['schemas']['ScopeKind'];
export type SearchIn = components['schemas']['SearchIn'];
export type SearchOut = components['schemas']['SearchOut'];
export type SecurityEventList = components['schemas']['SecurityEventList'];
export type SecurityEventOut = components['schemas']['SecurityEventOut'];
export type Selection = components['schemas']['Selection'];
export type SetupChange = components['schemas']['SetupChange'];
export type SetupOut = components['schemas']['SetupOut'];
export type SetupStep = components['schemas']['SetupStep'];
export type SeveralOut = components['schemas']['SeveralOut'];
export type ShareOut = components['schemas']['ShareOut'];
export type SightList = components['schemas']['SightList'];
export type SightOut = components['schemas']['SightOut'];
export type SignIn = components['schemas']['SignIn'];
export type SiteChange = components['schemas']['SiteChange'];
export type SiteIn = components['schemas']['SiteIn'];
export type SiteList = components['schemas']['SiteList'];
export type SiteOut = components['schemas']['SiteOut'];
export type SocialProvider = components['schemas']['SocialProvider'];
export type SourceChange = components['schemas']['SourceChange'];
export type SourceIn = components['schemas']['SourceIn'];
export type SourceList = components['schemas']['SourceList'];
export type SourceOut = components['schemas']['SourceOut'];
export type SpaceErrorOut = components['schemas']['SpaceErrorOut'];
export type SpaceOut = components['schemas']['SpaceOut'];
export type Span = components['schemas']['Span'];
export type SpanWire = components['schemas']['SpanWire'];
export type SpecialDayIn = components['schemas']['SpecialDayIn'];
export type SpecialDayList = components['schemas']['SpecialDayList'];
export type SpecialDayOut = components['schemas']['SpecialDayOut'];
export type SpentOut = components['schemas']['SpentOut'];
export type StaffMemberIn = components['schemas']['StaffMemberIn'];
export type StaffMemberList = components['schemas']['StaffMemberList'];
export type StaffMemberOut = components['schemas']['StaffMemberOut'];
export type StageList = components['schemas']['StageList'];
export type StageOut = components['schemas']['StageOut'];
export type StaleOut = components['schemas']['StaleOut'];
export type StandingOut = components['schemas']['StandingOut'];
export type StartIn = components['schemas']['StartIn'];
export type State = components['schemas']['State'];
export type Status = components['schemas']['Status'];
export type StepTraffic = components['schemas']['StepTraffic'];
export type StopIn = components['schemas']['StopIn'];
export type StopRulesIn = components['schemas']['StopRulesIn'];
export type StreamTicketOut = components['schemas']['StreamTicketOut'];
export type SuppressionIn = components['schemas']['SuppressionIn'];
export type SuppressionList = components['schemas']['SuppressionList'];
export type SuppressionOut = components['schemas']['SuppressionOut'];
export type Suspension = components['schemas']['Suspension'];
export type SwitchIn = components['schemas']['SwitchIn'];
export type SwitchOut = components['schemas']['SwitchOut'];
export type TagList = components['schemas']['TagList'];
export type TagsIn = components['schemas']['TagsIn'];
export type TakeOverIn = components['schemas']['TakeOverIn'];
export type TemplateList = components['schemas']['TemplateList'];
export type TemplateOut = components['schemas']['TemplateOut'];
export type TemplateSummary = components['schemas']['TemplateSummary'];
export type TermIn = components['schemas']['TermIn'];
export type TermOut = components['schemas']['TermOut'];
export type TestTicketOut = components['schemas']['TestTicketOut'];
export type TextEditIn = components['schemas']['TextEditIn'];
export type TextEditsIn = components['schemas']['TextEditsIn'];
export type Timeline = components['schemas']['Timeline'];
export type ToolAnswer = components['schemas']['ToolAnswer'];
export type ToolApproval = components['schemas']['ToolApproval'];
export type ToolApprovalDecisionIn = components['schemas']['ToolApprovalDecisionIn'];
export type ToolApprovalList = components['schemas']['ToolApprovalList'];
export type ToolApprovalOut = components['schemas']['ToolApprovalOut'];
export type ToolCalledCheck = components['schemas']['ToolCalledCheck'];
export type ToolCallList = components['schemas']['ToolCallList'];
export type ToolCallOut = components['schemas']['ToolCallOut'];
export type ToolCaseIn = components['schemas']['ToolCaseIn'];
export type ToolCaseList = components['schemas']['ToolCaseList'];
export type ToolCaseOut = components['schemas']['ToolCaseOut'];
export type ToolChangeIn = components['schemas']['ToolChangeIn'];
export type ToolDefinition = components['schemas']['ToolDefinition'];
export type ToolField = components['schemas']['ToolField'];
export type ToolGrant = components['schemas']['ToolGrant'];
export type ToolGrantList = components['schemas']['ToolGrantList'];
export type ToolIn = components['schemas']['ToolIn'];
export type ToolList = components['schemas']['ToolList'];
export type ToolMessage = components['schemas']['ToolMessage'];
export type ToolNotCalledCheck = components['schemas']['ToolNotCalledCheck'];
export type ToolOut = components['schemas']['ToolOut'];
export type ToolOutput = components['schemas']['ToolOutput'];
export type ToolPair = components['schemas']['ToolPair'];
export type ToolPluginList = components['schemas']['ToolPluginList'];
export type ToolPluginOut = components['schemas']['ToolPluginOut'];
export type ToolProblemOut = components['schemas']['ToolProblemOut'];
export type ToolPublishIn = components['schemas']['ToolPublishIn'];
export type ToolRequest = components['schemas']['ToolRequest'];
export type ToolSent = components['schemas']['ToolSent'];
export type ToolShareIn = components['schemas']['ToolShareIn'];
export type ToolSignInChange = components['schemas']['ToolSignInChange'];
export type ToolSignInIn = components['schemas']['ToolSignInIn'];
export type ToolSignInList = components['schemas']['ToolSignInList'];
export type ToolSignInOut = components['schemas']['ToolSignInOut'];
export type ToolSignInTestIn = components['schemas']['ToolSignInTestIn'];
export type ToolSignInTestOut = components['schemas']['ToolSignInTestOut'];
export type ToolSignInUse = components['schemas']['ToolSignInUse'];
export type ToolSummary = components['schemas']['ToolSummary'];
export type ToolTriedOut = components['schemas']['ToolTriedOut'];
export type ToolTryIn = components['schemas']['ToolTryIn'];
export type ToolUse = components['schemas']['ToolUse'];
export type ToolUseList = components['schemas']['ToolUseList'];
export type ToolUseOut = components['schemas']['ToolUseOut'];
export type ToolVersionList = components['schemas']['ToolVersionList'];
export type ToolVersionOut = components['schemas']['ToolVersionOut'];
export type ToolWish = components['schemas']['ToolWish'];
export type ToolWithout = components['schemas']['ToolWithout'];
export type TotalOut = components['schemas']['TotalOut'];
export type TraceOut = components['schemas']['TraceOut'];
export type TrafficOut = components['schemas']['TrafficOut'];
export type TrailQuery = components['schemas']['TrailQuery'];
export type TranslationRefusal = components['schemas']['TranslationRefusal'];
export type TranslationRunIn = components['schemas']['TranslationRunIn'];
export type TranslationRunList = components['schemas']['TranslationRunList'];
export type TranslationRunOut = components['schemas']['TranslationRunOut'];
export type TranslatorIn = components['schemas']['TranslatorIn'];
export type TranslatorKindOut = components['schemas']['TranslatorKindOut'];
export type TranslatorList = components['schemas']['TranslatorList'];
export type TranslatorOut = components['schemas']['TranslatorOut'];
export type TranslatorVendor = components['schemas']['TranslatorVendor'];
export type TriedConversation = components['schemas']['TriedConversation'];
export type TurnRatingChange = components['schemas']['TurnRatingChange'];
export type TurnRatingIn = components['schemas']['TurnRatingIn'];
export type TurnRatingOut = components['schemas']['TurnRatingOut'];
export type TurnScenarioIn = components['schemas']['TurnScenarioIn'];
export type TurnToMendList = components['schemas']['TurnToMendList'];
export type TurnToMendOut = components['schemas']['TurnToMendOut'];
export type UsageOut = components['schemas']['UsageOut'];
export type UserOut = components['schemas']['UserOut'];
export type UtteranceOut = components['schemas']['UtteranceOut'];
export type VariableCheck = components['schemas']['VariableCheck'];
export type VectorChoiceOut = components['schemas']['VectorChoiceOut'];
export type VectorModelOut = components['schemas']['VectorModelOut'];
export type VerdictJudge = components['schemas']['VerdictJudge'];
export type VerdictOut = components['schemas']['VerdictOut'];
export type VersionDetail = components['schemas']['VersionDetail'];
export type VersionList = components['schemas']['VersionList'];
export type VersionOut = components['schemas']['VersionOut'];
export type Versions = components['schemas']['Versions'];
export type ViewFilter = components['schemas']['ViewFilter'];
export type Voice = components['schemas']['Voice'];
export type VoiceAccountChange = components['schemas']['VoiceAccountChange'];
export type VoiceAccountIn = components['schemas']['VoiceAccountIn'];
export type VoiceAccountKind = components['schemas']['VoiceAccountKind'];
export type VoiceAccountKindList = components['schemas']['VoiceAccountKindList'];
export type VoiceAccountList = components['schemas']['VoiceAccountList'];
export type VoiceAccountOut = components['schemas']['VoiceAccountOut'];
export type VoiceAccountRef = components['schemas']['VoiceAccountRef'];
export type VoiceCatalogueOut = components['schemas']['VoiceCatalogueOut'];
export type VoiceConnectionOut = components['schemas']['VoiceConnectionOut'];
export type VoiceList = components['schemas']['VoiceList'];
export type VoiceOptions = components['schemas']['VoiceOptions'];
export type VoiceOut = components['schemas']['VoiceOut'];
export type VoicePlatform = components['schemas']['VoicePlatform'];
export type VoiceSampleIn = components['schemas']['VoiceSampleIn'];
export type WatchedOut = components['schemas']['WatchedOut'];
export type WayTraffic = components['schemas']['WayTraffic'];
export type WebCallIn = components['schemas']['WebCallIn'];
export type WebCallOut = components['schemas']['WebCallOut'];
export type WebhookEventList = components['schemas']['WebhookEventList'];
export type WebhookEventOut = components['schemas']['WebhookEventOut'];
export type WidgetSettings = components['schemas']['WidgetSettings'];
export type WordOut = components['schemas']['WordOut'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
