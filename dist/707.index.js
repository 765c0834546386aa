"use strict";
exports.id = 707;
exports.ids = [707];
exports.modules = {

/***/ 4707:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Writes: () => (/* binding */ Writes)
});

// EXTERNAL MODULE: ../messages/problem.ts
var messages_problem = __webpack_require__(7791);
// EXTERNAL MODULE: ../github/access.ts
var access = __webpack_require__(8305);
// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
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
/** GraphQL demands that something is read. This is always `null`. */
const nothing = 'clientMutationId';
/**
 * Adds a final status to each deployment.
 * https://docs.github.com/graphql/reference/mutations#createdeploymentstatus
 */
const ending = ({ state, description, logUrl, withPayloads = false }, environment) => ({
    doing: `set deployments of ${environment} to ${state}`,
    name: state === 'inactive' ? 'Deactivate' : 'End',
    variables: { description, logUrl },
    fieldFor: id => `createDeploymentStatus(input: { deploymentId: ${id}, state: ${state.toUpperCase()}, description: $description, logUrl: $logUrl, autoInactive: false })`,
    selection: withPayloads ? 'deploymentStatus { deployment { payload } }' : nothing,
    isDone: latest => latest === state
});
/**
 * Deletes each deployment.
 * https://docs.github.com/graphql/reference/mutations#deletedeployment
 */
const deletion = (environment) => ({
    doing: `delete deployments of ${environment}`,
    name: 'Delete',
    variables: {},
    fieldFor: id => `deleteDeployment(input: { id: ${id} })`,
    selection: nothing,
    isDone: latest => latest === undefined
});
/**
 * Returns the write of a batch: one GraphQL request with a mutation for each deployment. Mutations run one after
 * another, and GitHub does not roll them back together. If the answer does not show which mutations ran, the states of
 * the deployments do. Only the remaining mutations are then sent again.
 */
function batchOf(client, mutation, batch, options) {
    return {
        doing: mutation.doing,
        method: 'POST',
        path: github_call/* graphql */.U,
        parameters: documentOf(mutation, batch),
        partial: true,
        parse: (data, headers) => resultsOf(batch, options, data, (0,json/* textAt */.$6)(headers, 'x-github-request-id')),
        look: async () => {
            const states = await latestStates(client, batch, options.timeLimits);
            const isDone = (_, place) => mutation.isDone(states[place]);
            options.onDone(batch.filter(isDone));
            const rest = batch.filter((one, place) => !isDone(one, place));
            return rest.length === 0
                ? { value: [] }
                : { value: undefined, rest: batchOf(client, mutation, rest, { ...options, mayBeDone: true }) };
        }
    };
}
/**
 * Reads the latest state of each deployment: an empty text if it has no status, `undefined` if it does not exist. With
 * any error other than "not found", a missing deployment may exist, so the answer is not used.
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
            if (!Array.isArray(nodes) || (0,failure/* graphqlErrors */.dM)(data).some(({ type }) => type !== 'NOT_FOUND'))
                return undefined;
            return listed.map((_, place) => {
                const node = nodes[place];
                return (0,json/* isObject */.Gv)(node) ? ((0,json/* textAt */.$6)(node, 'latestStatus', 'state')?.toLowerCase() ?? '') : undefined;
            });
        }
    };
    return client.read(call, timeLimits);
}
function documentOf({ name, variables, fieldFor, selection }, batch) {
    const ids = Object.fromEntries(batch.map(({ nodeId }, place) => [`id${place}`, nodeId]));
    const shared = Object.keys(variables).map(variable => `$${variable}: String!`);
    const own = Object.keys(ids).map(id => `$${id}: ID!`);
    const fields = Object.keys(ids).map((id, place) => `m${place}: ${fieldFor(`$${id}`)} { ${selection} }`);
    const query = `mutation ${name}(${[...shared, ...own].join(', ')}) {\n  ${fields.join('\n  ')}\n}`;
    return { query, variables: { ...variables, ...ids } };
}
/** Returns a deployment with the payload in an answer, if it is there. */
function withPayload(deployment, answer) {
    const payload = (0,json/* valueAt */.fK)(answer, 'deploymentStatus', 'deployment', 'payload');
    return payload === undefined ? deployment : { ...deployment, payload: (0,domain_deployment/* decodedPayload */.p_)(payload) };
}
/** Returns the result of each mutation in an answer. */
function resultsOf(batch, { mayBeDone }, data, requestId) {
    const answered = (0,json/* valueAt */.fK)(data, 'data');
    if (!(0,json/* isObject */.Gv)(answered))
        return undefined;
    const errors = (0,failure/* graphqlErrors */.dM)(data);
    return batch.map((deployment, place) => {
        const answer = answered[`m${place}`];
        if ((0,json/* isObject */.Gv)(answer))
            return { result: 'done', deployment: withPayload(deployment, answer) };
        const error = errors.find(({ path }) => path === `m${place}` || path.startsWith(`m${place}.`)) ?? errors[0];
        // REST would reject an invalid value, too.
        if (error?.type !== 'UNPROCESSABLE')
            return { result: 'refused', deployment, mayBeDone };
        const why = requestId === undefined ? error.message : `${error.message} [request ${requestId}]`;
        return { result: 'failed', deployment, why };
    });
}

// EXTERNAL MODULE: ../github/paging.ts
var paging = __webpack_require__(8271);
;// CONCATENATED MODULE: ../github/one-by-one.ts



/** Writes to one deployment through REST, which refuses less than GraphQL. */
class OneByOne {
    #client;
    #deployments;
    #statuses;
    constructor(client, deployments, statuses) {
        this.#client = client;
        this.#deployments = deployments;
        this.#statuses = statuses;
    }
    /** Sets a deployment to a final state. */
    async end(id, end, { timeLimits, mayBeDone }) {
        try {
            const isEnded = mayBeDone && (await this.#isEnded(id, end, timeLimits));
            if (!isEnded)
                await this.#statuses.add({ id }, end, timeLimits);
            return 'done';
        }
        catch (error) {
            await this.#demandGone(id, error);
            return 'gone';
        }
    }
    /**
     * Deletes a deployment that is not active.
     * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
     */
    async delete(id, { timeLimits, mayBeDone }) {
        const write = {
            doing: `delete deployment ${id}`,
            method: 'DELETE',
            path: '/deployments/{deployment_id}',
            parameters: { deployment_id: id },
            parse: data => ((0,json/* isObject */.Gv)(data) ? undefined : true),
            look: async () => ({ value: await (0,paging/* ifMissing */.W1)(() => this.#deployments.one(id, timeLimits)) })
        };
        try {
            await this.#client.write(write, timeLimits);
            return 'done';
        }
        catch (error) {
            const { answer } = await this.#demandGone(id, error);
            return mayBeDone || answer.mayBeDone === true ? 'done' : 'gone';
        }
    }
    async #isEnded(id, { state }, timeLimits) {
        const look = async () => {
            const [newest] = await this.#statuses.newest(id, timeLimits);
            return { value: newest?.state === state || undefined };
        };
        return (await this.#client.lookTwice({ look }, this.#client.ourNow)).value === true;
    }
    /**
     * Returns an error that says "not found" if the deployment was deleted. GitHub also answers "not found" to a token
     * that can read the deployment but not change it.
     *
     * @throws the error itself if the deployment still exists, or if it is another error
     */
    async #demandGone(id, error) {
        const isNotFound = error instanceof messages_problem/* GitHubProblem */.Jy && error.answer.status === 404;
        if (!isNotFound || !(await this.#deployments.isGone(id)))
            throw error;
        return error;
    }
}

;// CONCATENATED MODULE: ../github/writes.ts




/** Time limits for a write while others wait. */
const awaited = { unansweredMs: 60_000 };
/**
 * Writes to many deployments in one GraphQL request. REST handles the deployments that GraphQL refuses or does not
 * find, and decides if a deployment was deleted.
 */
class Writes {
    #access;
    #client;
    #identities;
    #oneByOne;
    constructor(client, access, deployments, statuses, identities) {
        this.#access = access;
        this.#client = client;
        this.#identities = identities;
        this.#oneByOne = new OneByOne(client, deployments, statuses);
    }
    /** Sets deployments to a final state. */
    end(batch, end, options = {}) {
        const change = {
            mutation: environment => ending(end, environment),
            isDeletion: false,
            one: (id, how) => this.#oneByOne.end(id, end, how)
        };
        return this.#write(batch, change, options);
    }
    /** Deletes deployments that are not active. */
    delete(batch, options = {}) {
        const change = {
            mutation: deletion,
            isDeletion: true,
            one: (id, how) => this.#oneByOne.delete(id, how)
        };
        return this.#write(batch, change, options);
    }
    /** @throws GitHubProblem if no further write can succeed */
    async *#write(batch, change, { mayBeDone = false, isAwaited = false }) {
        const timeLimits = isAwaited ? awaited : {};
        for await (const step of this.#attempt(batch, change, { mayBeDone, timeLimits })) {
            if (!('problem' in step)) {
                yield step;
                continue;
            }
            const { deployments, problem } = step;
            const result = (0,messages_problem/* isUnanswered */.Ni)(problem) ? 'unanswered' : 'failed';
            for (const deployment of deployments)
                yield { deployment, result, why: (0,messages_problem/* explain */.WE)(problem) };
            if ((0,messages_problem/* isForAll */.z)(problem) || this.#client.leftMs <= 0)
                throw problem;
        }
    }
    /** Writes a batch with one request, and what GraphQL refuses with one REST request for each deployment. */
    async *#attempt(batch, change, { mayBeDone, timeLimits }) {
        if (!this.#access.writes) {
            yield* this.#byRest(batch, change, { mayBeDone, timeLimits });
            return;
        }
        const done = [];
        const onDone = (those) => done.push(...those);
        const mutation = change.mutation(batch[0]?.environment ?? '');
        const write = batchOf(this.#client, mutation, batch, { mayBeDone, timeLimits, onDone });
        const answer = await this.#send(write, { mayBeDone, timeLimits });
        for (const deployment of done)
            yield { deployment, result: 'done' };
        if (!(answer instanceof messages_problem/* GitHubProblem */.Jy)) {
            yield* this.#takeResults(answer, change, timeLimits);
            return;
        }
        const rest = batch.filter(deployment => !done.includes(deployment));
        if (!(0,access/* isRefusal */.v)(answer)) {
            yield { deployments: rest, problem: answer };
            return;
        }
        this.#access.writes = false;
        yield* this.#byRest(rest, change, { mayBeDone: mayBeDone || answer.answer.mayBeDone === true, timeLimits });
    }
    /** Sends a batch, after a look if it may be done already. Returns the error if GitHub refuses it as a whole. */
    async #send(write, { mayBeDone, timeLimits }) {
        try {
            if (!mayBeDone)
                return await this.#client.write(write, timeLimits);
            const { value, rest = write } = await this.#client.lookTwice(write, this.#client.ourNow);
            return value ?? (await this.#client.write(rest, timeLimits));
        }
        catch (error) {
            if (error instanceof messages_problem/* GitHubProblem */.Jy)
                return error;
            throw error;
        }
    }
    /** Returns the results of a batch. REST writes what GraphQL refuses. */
    async *#takeResults(results, change, timeLimits) {
        yield* results.filter(one => one.result !== 'refused');
        const refused = results.filter(one => one.result === 'refused');
        const those = refused.map(({ deployment }) => deployment);
        const mayBeDone = refused.some(one => one.mayBeDone);
        for await (const step of this.#byRest(those, change, { mayBeDone, timeLimits })) {
            // If GraphQL wrote none of the batch and REST writes one, GraphQL is not used for further writes.
            const isWritten = 'result' in step && step.result === 'done';
            if (isWritten && refused.length === results.length)
                this.#access.writes = false;
            yield step;
        }
    }
    /** Writes to one deployment after another. A deployment that REST does not have either was deleted. */
    async *#byRest(deployments, change, { mayBeDone, timeLimits }) {
        try {
            await this.#identities.learn(deployments, timeLimits);
        }
        catch (error) {
            if (!(error instanceof messages_problem/* Problem */.AF))
                throw error;
            yield { deployments, problem: error };
            return;
        }
        for (const deployment of deployments) {
            const id = this.#identities.idOf(deployment);
            const options = { mayBeDone, timeLimits: deployment === deployments.at(-1) ? timeLimits : awaited };
            try {
                const missing = mayBeDone && change.isDeletion ? 'done' : 'gone';
                yield { deployment, result: id === undefined ? missing : await change.one(id, options) };
            }
            catch (error) {
                if (!(error instanceof messages_problem/* GitHubProblem */.Jy))
                    throw error;
                yield { deployments: [deployment], problem: error };
            }
        }
    }
}


/***/ })

};
;