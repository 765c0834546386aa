"use strict";
exports.id = 985;
exports.ids = [985];
exports.modules = {

/***/ 9985:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Environments: () => (/* binding */ Environments)
/* harmony export */ });
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1612);
/* harmony import */ var _messages_environments_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8008);
/* harmony import */ var _messages_listings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7935);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7791);
/* harmony import */ var _paging_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8271);





const list = '/environments';
/**
 * Lists, finds and deletes the environments of a repository. Only the REST API can list them by name and delete them.
 * https://docs.github.com/rest/deployments/environments
 */
class Environments {
    #client;
    #canList;
    constructor(client) {
        this.#client = client;
    }
    /**
     * Returns the names of all environments, or `undefined` if the token cannot list them.
     * https://docs.github.com/rest/deployments/environments#list-environments
     */
    async names() {
        const names = [];
        for (let number = 1; number <= _paging_js__WEBPACK_IMPORTED_MODULE_3__/* .maxRestPages */ .vj; number++) {
            const page = await this.#page(number);
            if (page === undefined)
                return undefined;
            names.push(...page.names);
            if (page.names.length === 0 || names.length >= page.total)
                return names;
        }
        throw (0,_messages_listings_js__WEBPACK_IMPORTED_MODULE_1__/* .listEndless */ .R)({ doing: 'list the environments' });
    }
    /** Returns a page of names and the number of all environments, or `undefined` if the token cannot list them. */
    #page(number) {
        const call = {
            doing: 'list the environments',
            method: 'GET',
            path: list,
            parameters: { per_page: _paging_js__WEBPACK_IMPORTED_MODULE_3__/* .pageSize */ .T0, page: number },
            parse: data => {
                const environments = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(data, 'environments');
                const total = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberAt */ .tk)(data, 'total_count');
                if (!Array.isArray(environments) || total === undefined)
                    return undefined;
                return { total, names: environments.flatMap((environment) => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(environment, 'name') ?? []) };
            }
        };
        return (0,_paging_js__WEBPACK_IMPORTED_MODULE_3__/* .orMissing */ .Mr)(() => this.#client.read(call), [403, 404]);
    }
    /**
     * Returns the name of an environment as GitHub spells it, or `undefined` if there is none.
     *
     * @throws GitHubProblem also for "not found" if the token cannot list the environments, because GitHub then gives the
     * same answer for those that exist
     */
    async find(name) {
        try {
            return await this.#one(name);
        }
        catch (error) {
            const isNotFound = error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubProblem */ .Jy && error.answer.status === 404;
            if (!isNotFound)
                throw error;
            this.#canList ??= this.#page(1).then(page => page !== undefined);
            if (!(await this.#canList))
                throw error;
            return undefined;
        }
    }
    /** https://docs.github.com/rest/deployments/environments#get-an-environment */
    #one(name) {
        demandAddress(name);
        return this.#client.read({
            doing: `find environment ${name}`,
            method: 'GET',
            path: `${list}/{environment_name}`,
            parameters: { environment_name: name },
            parse: data => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(data, 'name')
        });
    }
    /**
     * Deletes an environment.
     * https://docs.github.com/rest/deployments/environments#delete-an-environment
     */
    async delete(name) {
        demandAddress(name);
        await this.#client.write({
            doing: `delete environment ${name}`,
            method: 'DELETE',
            path: `${list}/{environment_name}`,
            parameters: { environment_name: name },
            parse: data => ((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(data) ? undefined : true),
            look: async () => ({ value: (await this.#isMissing(name)) || undefined })
        });
    }
    /** Whether an environment certainly does not exist. A token that may delete it may not be able to read it. */
    async #isMissing(name) {
        const found = await this.find(name).catch((error) => {
            if (error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubProblem */ .Jy && [403, 404].includes(error.answer.status))
                return name;
            throw error;
        });
        return found === undefined;
    }
}
/**
 * Rejects the names `.` and `..`. As the last segment of a URL path, they mean the parent, even if they are
 * percent-encoded. A delete request would then delete the repository.
 * https://url.spec.whatwg.org/#double-dot-path-segment
 */
function demandAddress(name) {
    if (name === '.' || name === '..')
        throw (0,_messages_environments_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentHasNoAddress */ .Fn)({ name });
}


/***/ }),

/***/ 8008:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fn: () => (/* binding */ environmentHasNoAddress),
/* harmony export */   Gc: () => (/* binding */ environmentInUse),
/* harmony export */   hM: () => (/* binding */ environmentsNotDeleted)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);


/** Somebody deployed to an environment during the teardown. */
const environmentInUse = ({ name }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Environment ${name} stays: it has a deployment that was not deleted here.`, 'environment-in-use');
/** GitHub refuses to delete environments. Some of them may not exist. */
const environmentsNotDeleted = ({ refused, unknown }) => {
    const names = (0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(refused.map(({ name }) => name));
    const answers = new Set(refused.map(({ answer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .inWords */ .r4)(answer)));
    const maybe = unknown.length === 0
        ? ''
        : ` Not known to exist: ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(unknown)}. To look it up, add "permissions: actions: read" to the job.`;
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not delete ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(refused.length, 'environment')}: ${names}. GitHub says: ${[...answers].join(', ')}. Deleting an environment needs administration: write, which GITHUB_TOKEN never has: set "environment-token" to a token that has it.${maybe} Everything else is done.`, 'environments-not-deleted');
};
/** The name of an environment cannot be part of a URL path. */
const environmentHasNoAddress = ({ name }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub's REST API has no address for an environment called "${name}".`, 'Look at it in the settings of the repository.', 'environment-has-no-address');


/***/ }),

/***/ 30:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ep: () => (/* binding */ nameOrCount),
/* harmony export */   gi: () => (/* binding */ maxNamed),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   wZ: () => (/* binding */ inShort)
/* harmony export */ });
/** Maximum number of names or reasons in a sentence. */
const maxNamed = 5;
/** Lists names for a sentence: the first names and the number of all others. */
function inShort(names, most = maxNamed) {
    const more = names.length - most;
    return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
/** Names one environment, or counts several: `environment staging`, `2 environments`. */
const nameOrCount = (environments) => environments.length === 1 ? `environment ${environments.join('')}` : counted(environments.length, 'environment');
/** Returns a count with its noun: `1 deployment`, `2 deployments`. */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;


/***/ })

};
;