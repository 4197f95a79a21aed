package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorEnvelopeTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'error':{'code':'NotFound','message':'m'}} | NotFound",
                "{'error':{'code':'Forbidden','innerError':{'code':'AclCheckFailed'}}} | AclCheckFailed",
                "{'error':{'code':'Forbidden','innererror':{'code':'A','innerError':{'code':'B'}}}} | B",
                "{'error':{'code':'TooManyRequests','innerError':{'code':'429'}}} | TooManyRequests",
                "{'error':{'code':'BadRequest','innerError':{'date':'2026'}}} | BadRequest",
                "{'error':{'code':'','message':'You do not have permission'}} | ``",
                "{'error':'invalid_client'} | ``",
                "{} | ``",
                "[] | ``"
            })
    void namesTheMostSpecificCode(String body, String code) throws JsonProcessingException {
        assertThat(ErrorEnvelope.of(new ObjectMapper().readTree(body.replace('\'', '"')))
                        .code())
                .isEqualTo(code);
    }
}
