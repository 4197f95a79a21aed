package io.tandem.component.graph;

import org.apache.camel.spi.Metadata;

/** The headers of the component. They begin with Camel, so that untrusted input cannot bring them along. */
public final class MicrosoftGraphConstants {
    @Metadata(
            label = "producer",
            description = "The operation, with the endpoint operation send",
            javaType = "String",
            enums = "get,list,post,patch,put,delete,upsert,await,batch")
    public static final String OPERATION = "CamelMicrosoftGraphOperation";

    @Metadata(
            label = "producer",
            description = "The path below the version root, or a link that Graph gave; wins over the option path",
            javaType = "String")
    public static final String PATH = "CamelMicrosoftGraphPath";

    @Metadata(
            label = "producer",
            description =
                    "The entity tag that the resource must still have (If-Match); for patch, put, delete and upsert",
            javaType = "String")
    public static final String IF_MATCH = "CamelMicrosoftGraphIfMatch";

    @Metadata(
            label = "producer",
            description = "Preferences, for example return=representation (Prefer)",
            javaType = "String")
    public static final String PREFER = "CamelMicrosoftGraphPrefer";

    @Metadata(
            label = "producer",
            description = "Whether to answer with the resource as it is afterwards (Prefer: return=representation)",
            javaType = "Boolean")
    public static final String RETURN_REPRESENTATION = "CamelMicrosoftGraphReturnRepresentation";

    @Metadata(
            label = "producer",
            description = "eventual for advanced directory queries (ConsistencyLevel)",
            javaType = "String")
    public static final String CONSISTENCY_LEVEL = "CamelMicrosoftGraphConsistencyLevel";

    @Metadata(label = "producer", description = "Further HTTP headers of the request", javaType = "Map<String, String>")
    public static final String REQUEST_HEADERS = "CamelMicrosoftGraphRequestHeaders";

    @Metadata(
            label = "producer",
            description = "Out: which kind of answer the body is; mixed for a batch in which not all succeeded",
            javaType = "String",
            enums = "success,throttled,rejected,unavailable,mixed")
    public static final String ANSWER = "CamelMicrosoftGraphAnswer";

    @Metadata(label = "producer", description = "Out: the HTTP status of a success or rejection", javaType = "Integer")
    public static final String STATUS = "CamelMicrosoftGraphStatus";

    @Metadata(label = "producer", description = "Out: the error code of a rejection; may be empty", javaType = "String")
    public static final String ERROR_CODE = "CamelMicrosoftGraphErrorCode";

    @Metadata(
            label = "producer",
            description = "Out: the request-id of Graph, which its support asks for",
            javaType = "String")
    public static final String REQUEST_ID = "CamelMicrosoftGraphRequestId";

    @Metadata(
            label = "producer",
            description = "Out: how many milliseconds to wait, when throttled or when Graph asks for it",
            javaType = "Long")
    public static final String RETRY_AFTER = "CamelMicrosoftGraphRetryAfter";

    @Metadata(
            label = "producer",
            description = "Out: the link to a long-running operation, a path for await",
            javaType = "String")
    public static final String LOCATION = "CamelMicrosoftGraphLocation";

    @Metadata(label = "producer", description = "Out: the entity tag, a value for If-Match", javaType = "String")
    public static final String ETAG = "CamelMicrosoftGraphEtag";

    @Metadata(label = "consumer", description = "The id of the subscription", javaType = "String")
    public static final String SUBSCRIPTION_ID = "CamelMicrosoftGraphSubscriptionId";

    @Metadata(
            label = "consumer",
            description = "What happened to the resource",
            javaType = "String",
            enums = "created,updated,deleted")
    public static final String CHANGE_TYPE = "CamelMicrosoftGraphChangeType";

    @Metadata(
            label = "consumer",
            description = "The resource that changed in OData key syntax, a path for get",
            javaType = "String")
    public static final String RESOURCE = "CamelMicrosoftGraphResource";

    @Metadata(label = "consumer", description = "The id of the tenant", javaType = "String")
    public static final String TENANT_ID = "CamelMicrosoftGraphTenantId";

    @Metadata(
            label = "consumer",
            description = "Whether the client state was compared and is right; false only where none is known",
            javaType = "Boolean")
    public static final String CLIENT_STATE_CHECKED = "CamelMicrosoftGraphClientStateChecked";

    @Metadata(
            label = "consumer",
            description = "The place among the notifications of one post that came through, from 0",
            javaType = "Integer")
    public static final String SEQUENCE = "CamelMicrosoftGraphSequence";

    @Metadata(
            label = "consumer",
            description = "What happens to the subscription itself; only lifecycle notifications have it",
            javaType = "String",
            enums = "reauthorizationRequired,subscriptionRemoved,missed")
    public static final String LIFECYCLE_EVENT = "CamelMicrosoftGraphLifecycleEvent";

    private MicrosoftGraphConstants() {}
}
