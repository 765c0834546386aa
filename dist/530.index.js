"use strict";
exports.id = 530;
exports.ids = [530];
exports.modules = {

/***/ 3530:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   networkError: () => (/* binding */ networkError)
/* harmony export */ });
/* harmony import */ var _messages_network_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6638);
/* harmony import */ var _transport_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1341);


/**
 * Messages for Node error codes.
 * https://nodejs.org/api/errors.html#common-system-errors
 */
const messages = {
    ECONNREFUSED: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionRefused */ .nK,
    ENOTFOUND: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .hostDoesNotExist */ ._P,
    EAI_AGAIN: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .hostNotLookedUp */ .hH,
    ECONNRESET: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .closedBeforeAnswer */ .yy,
    EPIPE: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .closedWhileSending */ .Yp,
    ETIMEDOUT: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionTimedOut */ .wN,
    EHOSTUNREACH: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .noRoute */ .xN,
    ENETUNREACH: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .noRoute */ .xN,
    ERR_TLS_CERT_ALTNAME_INVALID: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .certificateOfOtherHost */ .d9
};
/** Describes a Node network error in words, with its code in brackets. */
function networkError(error, peer, options) {
    const code = error.code ?? 'UNKNOWN';
    return new _transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .TransportError */ .wX(`${describe(code, error.message)({ peer })} (${code})`, code, options);
}
function describe(code, words) {
    const known = messages[code];
    if (known !== undefined)
        return known;
    if ((0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isHandshake */ .eL)(code))
        return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .tlsFailed */ .ZT;
    if (code.startsWith('HPE_'))
        return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .notHttp */ .aH;
    // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
    return (0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isCertificate */ .Yn)(code) ? () => words : _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionFailed */ .Up;
}


/***/ })

};
;