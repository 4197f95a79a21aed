package io.tandem.component.graph.client;

import com.azure.identity.CredentialUnavailableException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.MsalThrottlingException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says why there is no token. Takes no text from the failure but its code: the rest might hold what is secret. */
final class TokenFailure {
    private static final Pattern CODE = Pattern.compile("AADSTS\\d+");

    /** MSAL tells the status of an answer in which it found no OAuth error only in words. */
    private static final Pattern STATUS = Pattern.compile("status code: (\\d{3})");

    private static final int UNAUTHORIZED = 401;

    private TokenFailure() {}

    /** Returns unavailable for a network or server in trouble, else a rejection with the authority's code. */
    static GraphAnswer answer(Throwable failure) {
        List<Throwable> chain = Stream.<Throwable>iterate(failure, one -> one != null, Throwable::getCause)
                .limit(20)
                .toList();
        Optional<Throwable> trouble =
                chain.stream().filter(TokenFailure::isTrouble).reduce((outer, inner) -> inner);
        if (trouble.isPresent()) {
            return new GraphAnswer.Unavailable(false, "no token: " + name(trouble.get()), pause(trouble.get()));
        }
        Optional<String> code = chain.stream().flatMap(TokenFailure::code).findFirst();
        if (code.isPresent()) {
            return rejected(code.get(), "the authority refused to issue a token");
        }
        return chain.stream().anyMatch(CredentialUnavailableException.class::isInstance)
                ? rejected("CredentialUnavailable", "the credential is not available here")
                : rejected(name(chain.getLast()), "no token was issued");
    }

    private static GraphAnswer rejected(String code, String message) {
        return new GraphAnswer.Rejected(UNAUTHORIZED, code, message, "");
    }

    private static Stream<String> code(Throwable failure) {
        Matcher matcher = CODE.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() ? Stream.of(matcher.group()) : Stream.empty();
    }

    private static boolean isTrouble(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof MsalThrottlingException
                || (failure instanceof MsalServiceException refusal && isServerTrouble(status(refusal)));
    }

    private static boolean isServerTrouble(int status) {
        return status == 429 || status >= 500;
    }

    private static int status(MsalServiceException refusal) {
        if (refusal.statusCode() != null) {
            return refusal.statusCode();
        }
        Matcher words = STATUS.matcher(String.valueOf(refusal.getMessage()));
        return words.find() ? Integer.parseInt(words.group(1)) : 0;
    }

    /** How long MSAL keeps requests back after the authority was in trouble. */
    private static @Nullable Duration pause(Throwable trouble) {
        return trouble instanceof MsalThrottlingException kept ? Duration.ofMillis(kept.retryInMs()) : null;
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
