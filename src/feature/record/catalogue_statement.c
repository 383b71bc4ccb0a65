#include "feature/record/catalogue_statement.h"

enum { BODY_MAX_BYTES = 60000 };

/* ---- writing ---- */

/* Adds a member only if there is something to say. */
static void put(struct json_out *out, const char *key, struct str value)
{
    if (value.len)
        json_add_text(out, str_of(key), value);
}

static void put_field(struct json_out *out, const struct field_statement *field)
{
    json_open_object(out);
    json_add_text(out, S("code"), field->code);
    put(out, "constraint", field->constraint);
    put(out, "first", field->first);
    put(out, "hint", field->hint);
    put(out, "label", field->label);
    put(out, "label_en", field->label_en);
    put(out, "last", field->last);
    put(out, "list", field->list);
    put(out, "measure", field->measure);
    put(out, "message", field->message);
    put(out, "of", field->of);
    put(out, "privacy", field->privacy);
    put(out, "required", field->required);
    put(out, "type", field->type);
    json_close_object(out);
}

bool kind_statement_body(struct arena *mem, const struct kind_statement *kind, struct str *body,
                         struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    json_open_object(&out);
    put(&out, "button", kind->button);
    put(&out, "button_en", kind->button_en);
    put(&out, "button_for", kind->button_for);
    json_key(&out, S("fields"));
    json_open_array(&out);
    for (size_t i = 0; i < kind->fields.count; i++)
        put_field(&out, &kind->fields.at[i]);
    json_close_array(&out);
    put(&out, "first", kind->first);
    put(&out, "group", kind->group);
    put(&out, "label", kind->label);
    put(&out, "label_en", kind->label_en);
    put(&out, "last", kind->last);
    put(&out, "public_day", kind->public_day);
    put(&out, "public_unit", kind->public_unit);
    put(&out, "roles", kind->roles);
    put(&out, "slug", kind->slug);
    put(&out, "title", kind->title);
    json_close_object(&out);
    return json_out_end(&out, body, err);
}

bool choices_statement_body(struct arena *mem, const struct choices_statement *choices,
                            struct str *body, struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    json_open_object(&out);
    json_key(&out, S("choices"));
    json_open_array(&out);
    for (size_t i = 0; i < choices->choices.count; i++) {
        const struct choice_statement *choice = &choices->choices.at[i];
        json_open_object(&out);
        json_add_text(&out, S("code"), choice->code);
        put(&out, "first", choice->first);
        put(&out, "label", choice->label);
        put(&out, "label_en", choice->label_en);
        put(&out, "last", choice->last);
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    return json_out_end(&out, body, err);
}

/* ---- reading ---- */

static struct str said(const struct json *body, const char *key)
{
    return json_text(body, str_of(key), S(""));
}

static struct field_statement field_read(const struct json *body)
{
    return (struct field_statement){
        .code = said(body, "code"),
        .type = said(body, "type"),
        .list = said(body, "list"),
        .of = said(body, "of"),
        .label = said(body, "label"),
        .label_en = said(body, "label_en"),
        .hint = said(body, "hint"),
        .measure = said(body, "measure"),
        .privacy = said(body, "privacy"),
        .required = said(body, "required"),
        .constraint = said(body, "constraint"),
        .message = said(body, "message"),
        .first = said(body, "first"),
        .last = said(body, "last"),
    };
}

void kind_statement_read(struct arena *mem, const struct catalogue_item *item,
                         struct kind_statement *kind)
{
    const struct json *body = item->body, *fields = json_member(body, S("fields"));
    *kind = (struct kind_statement){
        .code = item->code,
        .label = said(body, "label"),
        .label_en = said(body, "label_en"),
        .slug = said(body, "slug"),
        .group = said(body, "group"),
        .title = said(body, "title"),
        .public_day = said(body, "public_day"),
        .button = said(body, "button"),
        .button_en = said(body, "button_en"),
        .button_for = said(body, "button_for"),
        .public_unit = said(body, "public_unit"),
        .roles = said(body, "roles"),
        .first = said(body, "first"),
        .last = said(body, "last"),
    };
    for (const struct json *field = fields ? fields->first : NULL; field; field = field->next)
        *list_add(&kind->fields, mem) = field_read(field);
}

void choices_statement_read(struct arena *mem, const struct catalogue_item *item,
                            struct choices_statement *choices)
{
    const struct json *all = json_member(item->body, S("choices"));
    *choices = (struct choices_statement){.code = item->code};
    for (const struct json *body = all ? all->first : NULL; body; body = body->next)
        *list_add(&choices->choices, mem) = (struct choice_statement){
            .code = said(body, "code"),
            .label = said(body, "label"),
            .label_en = said(body, "label_en"),
            .first = said(body, "first"),
            .last = said(body, "last"),
        };
}
