"use strict";
exports.id = 804;
exports.ids = [804];
exports.modules = {

/***/ 8804:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findDeployed: () => (/* binding */ findDeployed)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../domain/natural-order.ts
var natural_order = __webpack_require__(6220);
;// CONCATENATED MODULE: ../domain/deployed.ts


/** Finds the newest deployment in one of the states for each environment and task. Takes deployments in any order. */
class DeployedParts {
    #wanted;
    #parts = new Map();
    constructor(wanted) {
        this.#wanted = wanted;
    }
    take(summary) {
        const { states, task, sha } = this.#wanted;
        if (!(0,deployment/* isInState */.v2)(summary.state, states) || (task !== undefined && summary.task !== task))
            return;
        const key = JSON.stringify([summary.environment.toLowerCase(), summary.task]);
        const part = this.#parts.get(key);
        const newest = newerOf(part?.newest, summary);
        const found = sha === undefined || summary.sha === sha ? newerOf(part?.found, summary) : part?.found;
        this.#parts.set(key, { newest, found });
    }
    /** Returns the deployments in natural order of environment and task. */
    get deployed() {
        return [...this.#parts.values()]
            .flatMap(({ newest, found }) => (found === undefined ? [] : [{ ...found, newest: found === newest }]))
            .sort((one, other) => (0,natural_order/* inNaturalOrder */.L)(one.environment, other.environment) || (0,natural_order/* inNaturalOrder */.L)(one.task, other.task));
    }
}
/** Returns the newer deployment. If both were created in the same second, the first in the list counts as newer. */
const newerOf = (known, other) => known === undefined || other.createdAt > known.createdAt ? other : known;

// EXTERNAL MODULE: ../operations/environment-names.ts + 2 modules
var environment_names = __webpack_require__(7334);
;// CONCATENATED MODULE: ../operations/identify.ts
/** Maximum number of requests for ids and refs. */
const maxRequests = 100;
/**
 * Looks up ids and refs of deployments that GraphQL returned, in at most a hundred requests. First reads the newest
 * deployments of the repository while a page has several of the wanted ones. Then searches by environment, and finally
 * one by one. Deployments that are not reached have neither id nor ref.
 *
 * @param sha the commit of all deployments, if they have the same one
 */
async function identify(deployments, sha, github) {
    const search = new IdentitySearch(deployments, github);
    if (sha === undefined) {
        await search.through({}, 2);
        for (const environment of search.environments)
            await search.through({ environment }, Infinity);
    }
    for (const filter of sha === undefined ? search.each : [{ sha }])
        await search.through(filter, 0);
    return deployments.map(one => ({ ...one, ...search.known.get(one.nodeId) }));
}
class IdentitySearch {
    known = new Map();
    #wanted;
    #github;
    #requests = 0;
    constructor(deployments, github) {
        const unknown = deployments.filter(({ id, ref }) => id === undefined || ref === undefined);
        this.#wanted = new Map(unknown.map(one => [one.nodeId, one]));
        this.#github = github;
    }
    /** Environments of the deployments that are still missing. */
    get environments() {
        return new Set(Array.from(this.#wanted.values(), ({ environment }) => environment));
    }
    /** One filter for each deployment that is still missing. */
    get each() {
        return Array.from(this.#wanted.values(), ({ environment, task, sha }) => ({ environment, task, sha }));
    }
    /** @param leastFound number of wanted deployments on a page that makes the next page worth reading */
    async through(filter, leastFound) {
        if (this.#isOver())
            return;
        this.#requests++;
        for await (const page of this.#github.deployments(filter)) {
            const before = this.known.size;
            for (const { nodeId, id, ref } of page)
                if (this.#wanted.delete(nodeId))
                    this.known.set(nodeId, { id, ref });
            if (this.#isOver() || this.known.size - before < leastFound)
                return;
            this.#requests++;
        }
    }
    #isOver() {
        return this.#wanted.size === 0 || this.#requests >= maxRequests;
    }
}

// EXTERNAL MODULE: ../operations/job-record.ts
var job_record = __webpack_require__(8787);
// EXTERNAL MODULE: ../operations/survey.ts
var survey = __webpack_require__(7798);
;// CONCATENATED MODULE: ../operations/find-deployed.ts






/** Finds the newest deployment in a state for each environment and task, optionally for one commit only. */
async function findDeployed(selected, search, ports, deployedReport) {
    const { github, report } = ports;
    const { ref } = search;
    const sha = ref === undefined ? undefined : (0,deployment/* isSha */.HH)(ref) ? ref.toLowerCase() : await github.commit(ref);
    const isKnown = ref === undefined || sha !== undefined;
    if (!isKnown)
        report.info(`GitHub found no commit for "${ref}".`);
    const parts = new DeployedParts({ ...search, sha });
    if (isKnown)
        await read(selected, parts, ports);
    const deployed = await identify(parts.deployed, sha, github);
    deployedReport.deployed({ ...search, environments: selected.names }, deployed);
    const unknown = deployed.filter(({ id }) => id === undefined).length;
    if (unknown > 0) {
        const text = `Neither id nor ref of ${unknown} of these deployments is known: looking them up would take more than ${maxRequests} requests.`;
        report.info(text);
    }
}
async function read(selected, parts, ports) {
    const { github, run } = ports;
    let own;
    const names = new Set();
    const readAll = async (environments) => {
        for await (const page of (0,survey/* deploymentsIn */.qU)(environments, github)) {
            for (const summary of page) {
                names.add(summary.environment.toLowerCase());
                if ((0,deployment/* isJobsOwn */.fW)(summary, run))
                    own = summary.environment;
                else
                    parts.take(summary);
            }
        }
    };
    await readAll(selected.names);
    const { existing } = await (0,environment_names/* whatExists */.L)(selected, names, ports);
    await readAll((0,survey/* otherSpellings */.wf)(existing, selected));
    if (own !== undefined)
        (0,job_record/* adviseOneRecord */.M)(ports, own);
}


/***/ })

};
;