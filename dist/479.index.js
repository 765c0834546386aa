"use strict";
exports.id = 479;
exports.ids = [479];
exports.modules = {

/***/ 1479:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Writes: () => (/* binding */ Writes)
});

// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
// EXTERNAL MODULE: ../ports.ts
var ports = __webpack_require__(5255);
// EXTERNAL MODULE: ../github/access.ts
var access = __webpack_require__(8305);
// EXTERNAL MODULE: ../domain/json.ts
var json = __webpack_require__(1612);
// EXTERNAL MODULE: ../github/call.ts
var github_call = __webpack_require__(7811);
// EXTERNAL MODULE: ../github/failure.ts
var failure = __webpack_require__(9549);
;// CONCATENATED MODULE: ../github/batches.ts




const latestStatesQuery = `
query LatestStates($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { id latestStatus { state } } }
}`;
/**
 * Adds a final status to each deployment.
 * https://docs.github.com/graphql/reference/mutations#createdeploymentstatus
 */
function endBatch(client, batch, { state, description, logUrl }, attempt) {
    const change = {
        doing: `set deployments of ${batch[0]?.environment ?? ''} to ${state}`,
        name: state === 'inactive' ? 'Deactivate' : 'End',
        variables: { description, logUrl },
        mutation: id => `createDeploymentStatus(input: { deploymentId: ${id}, state: ${state.toUpperCase()}, description: $description, logUrl: $logUrl, autoInactive: false })`,
        endState: state
    };
    return writeBatch(client, batch, change, attempt);
}
/**
 * Deletes each deployment.
 * https://docs.github.com/graphql/reference/mutations#deletedeployment
 */
function deleteBatch(client, batch, attempt) {
    const change = {
        doing: `delete deployments of ${batch[0]?.environment ?? ''}`,
        name: 'Delete',
        variables: {},
        mutation: id => `deleteDeployment(input: { id: ${id} })`
    };
    return writeBatch(client, batch, change, attempt);
}
/**
 * Writes to up to ten deployments in one GraphQL request. Mutations run one after another, and GitHub does not roll
 * them back together. If the answer does not show which mutations ran, the states are read first. Only the remaining
 * mutations are sent again.
 */
async function writeBatch(client, batch, change, attempt) {
    const timeLimits = (0,github_call/* timeLimitsOf */.h)(attempt);
    let left = batch;
    /** Result of reading the states after an uncertain answer. */
    const known = {
        ...{ done: [], gone: [], failed: [], open: [], forRest: [] },
        isRepeated: attempt === 'last'
    };
    const call = {
        doing: change.doing,
        method: 'POST',
        path: github_call/* graphql */.U,
        // A repeat only asks for the deployments that are left at that time.
        get parameters() {
            const ids = Object.fromEntries(left.map(({ nodeId }, place) => [`id${place}`, nodeId]));
            return { query: documentOf(change, left.length), variables: { ...change.variables, ...ids } };
        },
        partial: true,
        onRepeat: () => (known.isRepeated = true),
        parse: (data, headers) => outcomeOf(left, known, data, (0,json/* textAt */.$6)(headers, 'x-github-request-id'))
    };
    const look = async () => {
        known.isRepeated = true;
        const states = await latestStates(client, left, timeLimits);
        left = left.filter((deployment, place) => {
            const state = states[place];
            if (state === undefined)
                known.forRest.push(deployment);
            else if (state === change.endState)
                known.done.push(deployment);
            else
                return true;
            return false;
        });
        return left.length === 0 ? known : undefined;
    };
    try {
        return (attempt === 'last' ? await look() : undefined) ?? (await client.write(call, look, timeLimits));
    }
    catch (error) {
        if (attempt !== 'first' || !(0,problem/* isUnanswered */.Ni)(error))
            throw error;
        return { ...known, open: [...left] };
    }
}
/**
 * Reads the latest state of each deployment: an empty text if it has no status, `undefined` if GraphQL does not return
 * the deployment.
 */
function latestStates(client, listed, timeLimits) {
    const call = {
        doing: 'check the state of the deployments',
        method: 'POST',
        path: github_call/* graphql */.U,
        parameters: { query: latestStatesQuery, variables: { ids: listed.map(({ nodeId }) => nodeId) } },
        partial: true,
        parse: data => {
            const nodes = (0,json/* valueAt */.fK)(data, 'data', 'nodes');
            if (!Array.isArray(nodes))
                return undefined;
            return listed.map((_deployment, place) => {
                const node = nodes[place];
                return (0,json/* isObject */.Gv)(node) ? ((0,json/* textAt */.$6)(node, 'latestStatus', 'state')?.toLowerCase() ?? '') : undefined;
            });
        }
    };
    return client.read(call, timeLimits);
}
function documentOf({ name, variables, mutation }, count) {
    const places = Array.from({ length: count }, (_, place) => place);
    const shared = Object.keys(variables).map(variable => `$${variable}: String!`);
    const ids = places.map(place => `$id${place}: ID!`);
    const mutations = places.map(place => `m${place}: ${mutation(`$id${place}`)} { clientMutationId }`);
    return `mutation ${name}(${[...shared, ...ids].join(', ')}) {\n  ${mutations.join('\n  ')}\n}`;
}
/** Sorts the deployments of a batch by their results. */
function outcomeOf(asked, known, data, requestId) {
    const answered = (0,json/* valueAt */.fK)(data, 'data');
    if (!(0,json/* isObject */.Gv)(answered))
        return undefined;
    const errors = (0,failure/* graphqlErrors */.dM)(data);
    const written = { ...known, done: [...known.done], failed: [], forRest: [...known.forRest] };
    asked.forEach((deployment, place) => {
        const error = errors.find(({ path }) => path === `m${place}` || path.startsWith(`m${place}.`)) ?? errors[0];
        if ((0,json/* isObject */.Gv)(answered[`m${place}`]))
            written.done.push(deployment);
        // REST would reject an invalid value, too.
        else if (error?.type === 'UNPROCESSABLE') {
            const why = requestId === undefined ? error.message : `${error.message} [request ${requestId}]`;
            written.failed.push({ deployment, why });
        }
        else
            written.forRest.push(deployment);
    });
    return written;
}

// EXTERNAL MODULE: ../domain/deployment.ts
var deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../messages/writes.ts
var writes = __webpack_require__(2234);
;// CONCATENATED MODULE: ../github/identities.ts


/**
 * Finds the REST IDs of deployments for which only the GraphQL ID is known. If the two APIs return different IDs,
 * deployments are matched by environment, task, commit and creation time.
 * https://docs.github.com/graphql/guides/migrating-graphql-global-node-ids
 */
class Identities {
    #deployments;
    #ids = new Map();
    /** All IDs that GraphQL has returned. A REST deployment with one of these IDs is never another deployment. */
    #shown;
    constructor(deployments, { seenNodeIds }) {
        this.#deployments = deployments;
        this.#shown = seenNodeIds;
    }
    /** Returns the REST ID if it is known. */
    idOf({ id, nodeId }) {
        return id ?? this.#ids.get(nodeId);
    }
    /**
     * Looks up the REST IDs of deployments. The ID of a deployment that REST does not find either stays unknown.
     *
     * @throws Problem if several deployments match, so an ambiguous deployment is never treated as deleted
     */
    async learn(wanted, timeLimits) {
        for (const { nodeId } of wanted)
            this.#shown.add(nodeId);
        const unmatched = new Map();
        const unknown = () => wanted.filter(one => this.idOf(one) === undefined);
        const list = async (filter) => {
            for await (const page of this.#deployments.list(filter, timeLimits)) {
                for (const deployment of page) {
                    if (this.#shown.has(deployment.nodeId))
                        this.#ids.set(deployment.nodeId, deployment.id);
                    else
                        unmatched.set(deployment.id, deployment);
                }
                if (unknown().length === 0)
                    return;
            }
        };
        for (const environment of new Set(unknown().map(it => it.environment)))
            await list({ environment });
        this.#join(unknown(), unmatched);
        // An old deployment may be past the end of the list, or listed under a renamed environment.
        for (const sha of new Set(unknown().map(it => it.sha))) {
            if (unknown().some(it => it.sha === sha))
                await list({ sha });
        }
        this.#join(unknown(), unmatched);
    }
    /** Matches deployments without a known ID to REST deployments that no other GraphQL deployment matches. */
    #join(unknown, unmatched) {
        const taken = new Set(this.#ids.values());
        const free = Map.groupBy([...unmatched.values()].filter(({ id }) => !taken.has(id)), deployment/* originOf */.yv);
        for (const [origin, those] of Map.groupBy(unknown, deployment/* originOf */.yv)) {
            const candidates = free.get(origin) ?? [];
            if (candidates.length === 0)
                continue;
            if (candidates.length !== those.length) {
                throw (0,writes/* idsAmbiguous */.xx)({ environment: those[0]?.environment ?? '', ids: candidates.map(({ id }) => id) });
            }
            those.forEach(({ nodeId }, place) => {
                const candidate = candidates[place];
                if (candidate !== undefined)
                    this.#ids.set(nodeId, candidate.id);
            });
        }
    }
}

// EXTERNAL MODULE: ../github/paging.ts
var paging = __webpack_require__(8271);
;// CONCATENATED MODULE: ../github/one-by-one.ts




/** Writes to deployments one request at a time, by REST ID. `inDoubt` is set if some may already be written. */
class OneByOne {
    #client;
    #deployments;
    #statuses;
    #identities;
    constructor(client, deployments, statuses, identities) {
        this.#client = client;
        this.#deployments = deployments;
        this.#statuses = statuses;
        this.#identities = identities;
    }
    end(listed, end, attempt, inDoubt) {
        const timeLimits = (0,github_call/* timeLimitsOf */.h)(attempt);
        return this.#each(listed, attempt, async (id) => {
            const isEnded = async () => (await this.#statuses.newest(id, timeLimits))[0]?.state === end.state ? true : undefined;
            if (inDoubt && (await this.#client.lookTwice(isEnded)) === true)
                return;
            await this.#statuses.add({ id }, { ...end, autoInactive: false }, timeLimits);
        });
    }
    /**
     * Deletes deployments that are not active.
     * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
     */
    async delete(listed, attempt, inDoubt) {
        const timeLimits = (0,github_call/* timeLimitsOf */.h)(attempt);
        const written = await this.#each(listed, attempt, async (id) => {
            let isRepeated = false;
            const call = {
                doing: `delete deployment ${id}`,
                method: 'DELETE',
                path: '/deployments/{deployment_id}',
                parameters: { deployment_id: id },
                onRepeat: () => (isRepeated = true),
                parse: data => ((0,json/* isObject */.Gv)(data) ? undefined : true)
            };
            const find = () => (0,paging/* ifMissing */.W1)(() => this.#deployments.one(id, timeLimits));
            await this.#client.write(call, find, timeLimits).catch((error) => {
                // If the deployment is gone after a repeat, the earlier request deleted it.
                if (!isRepeated || !isNotFound(error))
                    throw error;
            });
        });
        return inDoubt ? { ...written, done: [...written.done, ...written.gone], gone: [] } : written;
    }
    /** Sends one request at a time, by REST ID. If only the GraphQL ID is known, the REST ID is looked up. */
    async #each(listed, attempt, write) {
        try {
            await this.#identities.learn(listed, (0,github_call/* timeLimitsOf */.h)(attempt));
        }
        catch (error) {
            // Only some of these deployments may be ambiguous. Others can still be written.
            if (error instanceof problem/* Problem */.AF && !(error instanceof problem/* GitHubProblem */.Jy))
                return failedAs(listed, (0,problem/* explain */.WE)(error));
            throw error;
        }
        const written = { done: [], gone: [], failed: [], open: [] };
        let unanswered = 0;
        for (const [place, deployment] of listed.entries()) {
            const id = this.#identities.idOf(deployment);
            if (id === undefined) {
                written.gone.push(deployment);
                continue;
            }
            try {
                await write(id);
                written.done.push(deployment);
                unanswered = 0;
            }
            catch (error) {
                // After a cancel, the writes that are already done are still reported.
                if (error instanceof problem/* Cancelled */.cJ && attempt === 'first')
                    return withRest(written, listed.slice(place), attempt);
                if (!(error instanceof problem/* GitHubProblem */.Jy))
                    throw error;
                unanswered = (0,problem/* isUnanswered */.Ni)(error) ? unanswered + 1 : 0;
                if (isNotFound(error) && (await this.#deployments.isGone(id)))
                    written.gone.push(deployment);
                else if ((0,problem/* isForAll */.z)(error) && written.done.length === 0)
                    throw error;
                else if (unanswered > 0 && attempt === 'first')
                    written.open.push(deployment);
                else
                    written.failed.push({ deployment, why: (0,problem/* explain */.WE)(error) });
                if (unanswered < 2)
                    continue;
                // Two unanswered requests in a row are not a coincidence.
                if (attempt !== 'first' && written.done.length === 0)
                    throw error;
                return withRest(written, listed.slice(place + 1), attempt);
            }
        }
        return written;
    }
}
/** Adds the deployments that are not attempted. */
function withRest(written, rest, attempt) {
    if (attempt === 'first')
        return { ...written, open: [...written.open, ...rest] };
    return both(written, failedAs(rest, 'not attempted'));
}
function both(one, other) {
    return {
        done: [...one.done, ...other.done],
        gone: [...one.gone, ...other.gone],
        failed: [...one.failed, ...other.failed],
        open: [...one.open, ...other.open]
    };
}
function failedAs(listed, why) {
    return { done: [], gone: [], open: [], failed: listed.map(deployment => ({ deployment, why })) };
}
const isNotFound = (error) => error instanceof problem/* GitHubProblem */.Jy && error.answer.status === 404;

;// CONCATENATED MODULE: ../github/writes.ts






/**
 * Writes to many deployments in GraphQL batches. REST handles the deployments that GraphQL refuses or does not find,
 * and decides if a deployment was deleted.
 */
class Writes {
    #access;
    #client;
    #oneByOne;
    constructor(client, access, deployments, statuses) {
        this.#access = access;
        this.#client = client;
        this.#oneByOne = new OneByOne(client, deployments, statuses, new Identities(deployments, access));
    }
    /** Sets deployments to a final state. Returns the failed deployments with their reasons. */
    end(listed, end, attempt) {
        return this.#write(listed, {
            atOnce: batch => endBatch(this.#client, batch, end, attempt),
            byRest: (batch, inDoubt) => this.#oneByOne.end(batch, end, attempt, inDoubt || attempt === 'last')
        });
    }
    /** Deletes deployments that are not active. Returns the failed deployments with their reasons. */
    delete(listed, attempt) {
        return this.#write(listed, {
            atOnce: batch => deleteBatch(this.#client, batch, attempt),
            byRest: (batch, inDoubt) => this.#oneByOne.delete(batch, attempt, inDoubt || attempt === 'last')
        });
    }
    /** Writes one batch after another, and keeps the results of completed batches if the next one is refused. */
    async #write(listed, methods) {
        let written = { done: [], gone: [], failed: [], open: [] };
        for (let start = 0; start < listed.length; start += ports/* batchSize */.CJ) {
            try {
                written = both(written, await this.#writeBatch(listed.slice(start, start + ports/* batchSize */.CJ), methods));
            }
            catch (error) {
                // The results of earlier batches are kept.
                if (!(error instanceof problem/* GitHubProblem */.Jy) || start === 0)
                    throw error;
                return both(written, failedAs(listed.slice(start), (0,problem/* explain */.WE)(error)));
            }
        }
        return written;
    }
    async #writeBatch(batch, { atOnce, byRest }) {
        const [only] = batch;
        // A single deployment with a known REST ID does not need its GraphQL ID.
        const isSingle = batch.length === 1 && only?.id !== undefined;
        if (isSingle || !this.#access.writes)
            return byRest(batch, false);
        let written;
        try {
            written = await atOnce(batch);
        }
        catch (error) {
            if (!(0,access/* isRefusal */.v)(error))
                throw error;
            this.#access.writes = false;
            return byRest(batch, error.answer.mayBeDone === true);
        }
        const { forRest, isRepeated, ...others } = written;
        if (forRest.length === 0)
            return others;
        try {
            const rest = await byRest(forRest, isRepeated);
            // If GraphQL wrote none of the batch and REST wrote some of it, GraphQL is not used for further writes.
            if (others.done.length === 0 && rest.done.length > 0)
                this.#access.writes = false;
            return both(others, rest);
        }
        catch (error) {
            if (!(error instanceof problem/* GitHubProblem */.Jy) || others.done.length === 0)
                throw error;
            return both(others, failedAs(forRest, (0,problem/* explain */.WE)(error)));
        }
    }
}


/***/ })

};
;