package io.tandem.commerce;

import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;

/** How subjects of events and facts are written (commerce-contract 7.3). */
final class Subjects {
    static final String STORE = "store/";
    static final String WORKER = "worker/";
    static final String STORE_MAPPING = "mapping/RetailStore/";
    static final String COMMUNICATION = "communication";

    private Subjects() {}

    static String of(StoreNumber store) {
        return STORE + store;
    }

    static String of(CommerceEvent.SourceType type, String sourceId) {
        return (type == CommerceEvent.SourceType.RETAIL_STORE ? STORE_MAPPING : "mapping/Communication/") + sourceId;
    }

    static String of(PersonnelNumber worker) {
        return WORKER + worker;
    }
}
