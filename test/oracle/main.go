// The oracle answers what Storj's own Go libraries do: one JSON request a line on stdin, one JSON answer a line on
// stdout, in the same order. Bytes are lower-case hex, 64-bit numbers decimal strings.
//
// An answer with "error" is the library's refusal; one that begins with "panic: " means that the library crashed.
// An answer with "fault" means that the request itself made no sense: the caller has a bug.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

type answer = map[string]any

// operation returns what the library answers, the library's refusal, or a fault.
type operation func(line []byte) (answer, error)

var operations = map[string]operation{
	"parse":         with(parse),
	"parse_api_key": with(parseAPIKey),
	"restrict":      with(restrict),
	"evaluate":      with(evaluate),
	"encrypt":       with(encrypt),
	"decrypt":       with(decrypt),
	"lineage":       with(lineage),
	"create":        with(create),
	"bench":         with(bench),
}

// header is the part of a request that all operations have.
type header struct{ Op string }

// fault is a mistake in a request, as opposed to input that the library refuses.
type fault struct{ error }

// hexBytes are bytes written as hex; null is nil.
type hexBytes []byte

func (b *hexBytes) UnmarshalText(text []byte) error {
	decoded, err := hex.DecodeString(string(text))
	*b = decoded
	return err
}

func (b hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(b)), nil }

// with decodes the request that an operation takes.
func with[Request any](run func(Request) (answer, error)) operation {
	return func(line []byte) (answer, error) {
		var request Request
		if err := decode(line, &request); err != nil {
			return nil, err
		}
		return run(request)
	}
}

// decode refuses fields that the request does not have: a misspelt one must not be taken for an absent one.
func decode(text []byte, request any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(request); err != nil {
		return fault{err}
	}
	return nil
}

func respond(line []byte) (reply answer) {
	defer func() {
		if crash := recover(); crash != nil {
			reply = answer{"error": fmt.Sprint("panic: ", crash)}
		}
	}()
	var head header
	if err := json.Unmarshal(line, &head); err != nil {
		return answer{"fault": err.Error()}
	}
	run, known := operations[head.Op]
	if !known {
		return answer{"fault": fmt.Sprintf("unknown op %q", head.Op)}
	}
	reply, err := run(line)
	var mistake fault
	switch {
	case errors.As(err, &mistake):
		return answer{"fault": mistake.Error()}
	case err != nil:
		return answer{"error": err.Error()}
	}
	return reply
}

func main() {
	if err := serve(bufio.NewReaderSize(os.Stdin, 1<<20), bufio.NewWriterSize(os.Stdout, 1<<20)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(in *bufio.Reader, out *bufio.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		if err := encoder.Encode(respond(line)); err != nil {
			return err
		}
		// Whoever has nothing more to ask may be waiting for this answer.
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}
