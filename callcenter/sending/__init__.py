"""Sends by SMS or mail what a caller asks for, and prints it: any page of a contact can.

In a template of a page within the frame:

    {% from "sending/form.html" import send_form %}
    {{ send_form(words, visit, contact, place, "documents:housing-subsidy", back="requests") }}

The third part names what goes: «documents:ID,ID» (measures), «place:ID», «request:NUMBER» or
«booking:NUMBER» (of the person; a reservation's seven digits too), «result:ID,ID» with `code` (eight
digits of the wizard). `back` is the page of the contact to go back to. The one POST behind it,
/contacts/{contact}/sending, shows the text and the address to be read back; the second press sends it,
once. The backend writes the text: nothing else can be sent. Paper: the same matter at
/contacts/{contact}/sending/paper?matter=…, an A4 sheet that the browser prints.
"""
